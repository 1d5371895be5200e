package dev.palisade.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One case of a golden folder: gives its `in-*` files and remembers which were asked for.
public final class GoldenCase {
  private final Path folder;
  private final Set<String> used = new TreeSet<>();

  GoldenCase(Path folder) {
    this.folder = folder;
  }

  public String name() {
    return folder.getFileName().toString();
  }

  /// Whether the case has the input, named with its `in-`.
  public boolean has(String input) {
    return Files.exists(folder.resolve(input));
  }

  /// An input file or folder, named with its `in-`.
  public Path input(String name) {
    Path input = folder.resolve(name);
    if (!name.startsWith("in-") || !Files.exists(input)) {
      throw new AssertionError(folder + " has no input " + name);
    }
    used.add(name);
    return input;
  }

  public String text(String name) {
    try {
      return Files.readString(input(name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The inputs whose names match the pattern, such as `in-*.yaml`, sorted; at least one.
  public List<Path> inputs(String glob) {
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    List<Path> found =
        files().stream()
            .filter(name -> name.startsWith("in-") && matcher.matches(Path.of(name)))
            .map(this::input)
            .toList();
    if (found.isEmpty()) {
      throw new AssertionError(folder + " has no input " + glob);
    }
    return found;
  }

  Path folder() {
    return folder;
  }

  Set<String> used() {
    return used;
  }

  /// Names of what lies in the case's folder.
  Set<String> files() {
    try (var files = Files.list(folder)) {
      var names = new TreeSet<String>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
