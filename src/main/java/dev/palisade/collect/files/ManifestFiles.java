package dev.palisade.collect.files;

import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.files.ReadProblem.Cause;
import dev.palisade.collect.files.ReadProblem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Finds the manifest files under paths: sorted, each once however many links lead to it, and never
/// one that would block (a pipe, a device). A path that is named is read whatever its extension; in
/// folders only `.yaml`, `.yml` and `.json` are manifests. Links are followed; a loop ends where it
/// began.
final class ManifestFiles {

  private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".json");

  private final Consumer<ReadProblem> problems;
  private final Set<Path> seen = new HashSet<>();
  private final List<Path> found = new ArrayList<>();

  private ManifestFiles(Consumer<ReadProblem> problems) {
    this.problems = problems;
  }

  /// The files, in the order of the paths and by name within folders.
  ///
  /// @throws NothingUsable if a path does not exist
  static List<Path> under(List<Path> paths, Consumer<ReadProblem> problems) {
    ManifestFiles search = new ManifestFiles(problems);
    for (Path path : paths) {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new NothingUsable(path + ": no such file or folder");
      }
      search.visit(path);
    }
    return List.copyOf(search.found);
  }

  private void visit(Path path) {
    try {
      if (!seen.add(path.toRealPath())) {
        return;
      }
      if (Files.isDirectory(path)) {
        enter(path);
      } else if (Files.isRegularFile(path)) {
        found.add(path);
      } else {
        unreadable(path, "is neither a file nor a folder");
      }
    } catch (IOException e) {
      unreadable(path, "cannot be read: " + FolderCollector.reason(e));
    }
  }

  private void enter(Path folder) throws IOException {
    List<Path> children;
    try (Stream<Path> listed = Files.list(folder)) {
      children = listed.sorted(Comparator.comparing(p -> p.getFileName().toString())).toList();
    }
    for (Path child : children) {
      String name = child.getFileName().toString();
      // a file's ending decides before it is touched: a folder may hold sockets and broken links
      if (isManifest(name) || (Files.isDirectory(child) && !name.equals(".git"))) {
        visit(child);
      }
    }
  }

  private static boolean isManifest(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(lower::endsWith);
  }

  private void unreadable(Path path, String message) {
    problems.accept(
        new ReadProblem(Severity.ERROR, Cause.UNREADABLE, path.toString(), 0, null, "", message));
  }
}
