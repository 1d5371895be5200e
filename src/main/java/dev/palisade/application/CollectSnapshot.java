package dev.palisade.application;

import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.kubernetes.ClusterConnection;
import dev.palisade.collect.kubernetes.ConnectedCollector;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes one snapshot, of a cluster or of files, to be written to a file.
///
/// @param messages what could not be looked at, or was passed over
public record CollectSnapshot(Snapshot snapshot, List<Message> messages) {

  public CollectSnapshot {
    messages = List.copyOf(messages);
  }

  /// An API server that did not answer, or knows nobody who asks so.
  public static final class ServerFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServerFault(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// @param kubeconfig null: found as kubectl finds one
  /// @param context null: the current one
  /// @throws UnusableInput if there is no such kubeconfig or context
  /// @throws ServerFault if the API server does not answer
  public static CollectSnapshot ofCluster(
      @Nullable Path kubeconfig,
      @Nullable String context,
      String name,
      String requester,
      Clock clock) {
    try (ConnectedCollector collector =
        open(kubeconfig, context, name, Trigger.REQUEST, requester, clock)) {
      Snapshot snapshot = collector.collect();
      List<Message> messages = new ArrayList<>();
      snapshot.gaps().forEach(gap -> messages.add(gap(gap)));
      snapshot.run().notes().stream()
          .filter(note -> note.weight() == CollectionRun.Note.Weight.WARNING)
          .forEach(note -> messages.add(Message.warning(note.text())));
      return new CollectSnapshot(snapshot, messages);
    } catch (NothingUsable e) {
      throw new ServerFault(String.valueOf(e.getMessage()), e);
    }
  }

  /// Names of a kubeconfig's contexts, sorted.
  ///
  /// @param kubeconfig null: found as kubectl finds one
  /// @throws UnusableInput if there is no such kubeconfig, or no context in it
  public static List<String> contexts(@Nullable Path kubeconfig) {
    try {
      return ClusterConnection.contexts(kubeconfig);
    } catch (NothingUsable e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  static ConnectedCollector open(
      @Nullable Path kubeconfig,
      @Nullable String context,
      String name,
      Trigger trigger,
      String requester,
      Clock clock) {
    try {
      return new ConnectedCollector(kubeconfig, context, name, trigger, requester, clock);
    } catch (NothingUsable e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private static Message gap(Gap gap) {
    return Message.warning(gap.kind() + ": " + gap.message());
  }

  /// @throws UnusableInput if a path does not exist, or holds no manifest
  public static CollectSnapshot ofFiles(List<Path> paths, String name, Clock clock) {
    ManifestReading reading = ManifestReading.of(paths, name, clock);
    List<Message> messages = new ArrayList<>();
    Stream.of(reading.policies(), reading.objects(), reading.remarks())
        .flatMap(List::stream)
        .forEach(text -> messages.add(Message.warning(text)));
    return new CollectSnapshot(reading.snapshot(), messages);
  }

  /// Writes the snapshot; compressed where the name ends in `.gz`.
  ///
  /// @throws UnusableInput if the file cannot be written
  public void write(Path file) {
    try {
      SnapshotFile.write(snapshot, file);
    } catch (IOException e) {
      throw new UnusableInput("--out: " + file + ": cannot be written: " + e.getMessage());
    }
  }
}
