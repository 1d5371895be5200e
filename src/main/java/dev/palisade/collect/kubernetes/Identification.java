package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.CollectionRun.Note;
import dev.palisade.snapshot.CollectionRun.Note.Weight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who collects: the program, and the user that the API server takes it for.
final class Identification {
  /// As the build wrote it.
  private static final String VERSION = "/dev/palisade/cli/version.txt";

  private static final String REVIEWS = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
  private static final String QUESTION =
      "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}";

  /// A clock that is off by so much dates evidence wrongly.
  private static final Duration BEARABLE = Duration.ofSeconds(30);

  /// What the Date header, which tells whole seconds, and the call's own time may add up to.
  private static final Duration NOTICEABLE = Duration.ofSeconds(2);

  private Identification() {}

  /// Name and version of the collector.
  static String program() {
    try (InputStream in = Identification.class.getResourceAsStream(VERSION)) {
      if (in == null) {
        throw new IllegalStateException("resource " + VERSION + " is missing");
      }
      return "palisade-kubernetes/" + new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The user name, by a SelfSubjectReview, which every authenticated user may ask for from
  /// Kubernetes 1.28 on; null, with a remark, when the answer does not say.
  static @Nullable String user(ApiServer server, List<Note> notes) {
    try {
      String user =
          server
              .review(REVIEWS, QUESTION)
              .get("status")
              .get("userInfo")
              .get("username")
              .requiredText();
      return user;
    } catch (CallFailed e) {
      notes.add(new Note(Weight.REMARK, "who collects is not known to us: " + e.text()));
    } catch (MalformedDocument e) {
      notes.add(new Note(Weight.REMARK, "who collects is not known to us: " + e.getMessage()));
    }
    return null;
  }

  /// Says how far the API server's clock is from ours.
  static void compareClocks(ApiServer server, List<Note> notes) {
    Duration ahead = server.ahead();
    if (ahead == null || ahead.abs().compareTo(NOTICEABLE) < 0) {
      return;
    }
    Weight weight = ahead.abs().compareTo(BEARABLE) > 0 ? Weight.WARNING : Weight.REMARK;
    String way = ahead.isNegative() ? "behind" : "ahead of";
    notes.add(
        new Note(
            weight,
            "the API server's clock is %d s %s ours".formatted(ahead.abs().toSeconds(), way)));
  }
}
