package dev.palisade.collect.files;

import dev.palisade.collect.Collector;
import dev.palisade.collect.NothingUsable;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipException;

/// Collects from files and folders of manifests, or from one snapshot file.
/// - A folder is taken as complete: kinds that do not occur count 0. Gaps are a document that
///   cannot be read, a list that says it goes on, and the saved answer to a call that failed.
/// - An object that is there twice with the same content is one. With different content it is a
///   gap, since which of the two the cluster has cannot be known; the last one in the order of
///   reading is kept, as `kubectl apply -f` would leave it.
/// - Secrets, and ConfigMaps that are not on the list, are dropped as they are read.
/// - One snapshot file is that snapshot, with its own cluster and time.
public final class FolderCollector implements Collector {

  private static final String NAME = "palisade-files/1.0.0";

  private final List<Path> paths;
  private final String clusterName;
  private final Clock clock;
  private final ReadLimits limits;

  /// @param paths files and folders
  /// @param clusterName what to call the cluster that the manifests are of
  public FolderCollector(List<Path> paths, String clusterName, Clock clock) {
    this(paths, clusterName, clock, ReadLimits.DEFAULT);
  }

  FolderCollector(List<Path> paths, String clusterName, Clock clock, ReadLimits limits) {
    this.paths = List.copyOf(paths);
    this.clusterName = clusterName;
    this.clock = clock;
    this.limits = limits;
  }

  @Override
  public Snapshot collect() {
    return read().snapshot();
  }

  /// The snapshot, and what was wrong with the files.
  ///
  /// @throws NothingUsable if a path does not exist, no usable object is in any of them, or a
  ///   snapshot file is damaged or not alone
  public FilesCollection read() {
    Instant started = clock.instant();
    FolderReading reading = new FolderReading();
    List<Path> files = ManifestFiles.under(paths, reading::problem);
    if (files.size() == 1 && files.equals(paths) && isSnapshot(files.getFirst())) {
      return new FilesCollection(readSnapshot(files.getFirst()), List.of());
    }
    DocumentReader documents = new DocumentReader(limits);
    InOrder.forEach(files, file -> read(documents, file), reading::add);
    if (!reading.hasObjects()) {
      throw new NothingUsable(nothingIn(files, reading.problems()));
    }
    Instant ended = clock.instant();
    return new FilesCollection(
        new Snapshot(
            new ClusterIdentity(clusterName, null, null),
            ended,
            new CollectionRun(Trigger.FILES, "files", NAME, started, ended),
            reading.manifests(),
            reading.calls(),
            reading.gaps()),
        reading.problems());
  }

  private FileReading read(DocumentReader documents, Path file) {
    FileReading reading = new FileReading();
    if (isSnapshot(file)) {
      if (paths.contains(file)) {
        throw new NothingUsable(file + ": a snapshot file cannot be read together with others");
      }
      reading.passOver(file.toString(), "is a snapshot file: name it alone to read it");
      return reading;
    }
    try (InputStream in = Files.newInputStream(file)) {
      documents.read(file.toString(), in, reading);
    } catch (IOException e) {
      reading.unreadable(file.toString(), 0, "cannot be read: " + reason(e));
    }
    return reading;
  }

  private static boolean isSnapshot(Path file) {
    try {
      return SnapshotFile.isSnapshot(file);
    } catch (IOException e) {
      return false; // reading it as manifests says what is wrong
    }
  }

  private static Snapshot readSnapshot(Path file) {
    try {
      return SnapshotFile.read(file);
    } catch (MalformedDocument e) {
      throw new NothingUsable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new NothingUsable(file + ": cannot be read: " + reason(e), e);
    }
  }

  private String nothingIn(List<Path> files, List<ReadProblem> problems) {
    String where = String.join(", ", paths.stream().map(Path::toString).toList());
    String said =
        files.isEmpty()
            ? where + ": no .yaml, .yml or .json file is there"
            : where
                + ": no usable Kubernetes object in "
                + files.size()
                + " file"
                + (files.size() == 1 ? "" : "s");
    return problems.isEmpty() ? said : said + "; " + problems.getFirst();
  }

  /// What an I/O exception is about, without the file's name.
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "it leads nowhere";
      case AccessDeniedException denied -> "permission denied";
      case ZipException damaged -> "not gzip: " + damaged.getMessage();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
