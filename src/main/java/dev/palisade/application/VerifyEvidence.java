package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.Checkpoint;
import dev.palisade.ledger.SignedNote;
import dev.palisade.ledger.Trust;
import dev.palisade.ledger.Verdict;
import dev.palisade.ledger.VerifierKey;
import dev.palisade.ledger.VerifyBundle;
import dev.palisade.ledger.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says whether a bundle or a report is what was issued. Needs neither service nor network.
///
/// @param answer in one word
/// @param reasons what vouches for it; what was altered and where; what is missing
public record VerifyEvidence(Answer answer, List<String> reasons) {
  private static final long MOST_BYTES = 1 << 30;

  /// What a verifier says.
  public enum Answer {
    /// Intact, and something from outside vouches for it.
    VERIFIED,
    /// Not what was issued.
    TAMPERED,
    /// Intact, and nothing from outside vouches for it.
    UNANCHORED
  }

  public VerifyEvidence {
    reasons = List.copyOf(reasons);
  }

  /// Without a certificate: what a PDF's signature proves then is that it agrees with itself.
  public static VerifyEvidence of(Path file, List<String> keys, @Nullable Path checkpoint) {
    return of(file, keys, checkpoint, null);
  }

  /// @param file a bundle, a report's PDF, or its JSON
  /// @param keys that the reader knows from elsewhere: `NAME+ID+KEY`, or files of such lines or of
  ///   PEM
  /// @param checkpoint a file that the reader was sent before; null when there is none
  /// @param certificate PEM of the certificate that the reader knows PDF to be signed with; null
  ///   when there is none
  /// @throws UnusableInput if a file cannot be read or is something else
  public static VerifyEvidence of(
      Path file, List<String> keys, @Nullable Path checkpoint, @Nullable Path certificate) {
    Trust trust = new Trust(trusted(keys), checkpoint == null ? null : checkpoint(checkpoint));
    byte[] bytes = read(file);
    String name = file.toString();
    if (VerifyPdf.isPdf(bytes)) {
      return VerifyPdf.of(bytes, certificate);
    }
    if (certificate != null) {
      throw new UnusableInput("--certificate: is for a PDF, and " + file + " is none");
    }
    try {
      return of(
          bytes.length > 0 && bytes[0] == '{'
              ? VerifyReport.of(name, bytes)
              : VerifyBundle.of(name, bytes, trust));
    } catch (MalformedDocument e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private static VerifyEvidence of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Verified(var by) -> new VerifyEvidence(Answer.VERIFIED, List.of("by " + by));
      case Verdict.Tampered(var findings) ->
          new VerifyEvidence(
              Answer.TAMPERED, findings.stream().map(Verdict.Finding::toString).toList());
      case Verdict.Unanchored(var why) -> new VerifyEvidence(Answer.UNANCHORED, List.of(why));
    };
  }

  /// What the keys on a command line are.
  static List<Trust.Key> trusted(List<String> keys) {
    return keys.stream().flatMap(key -> keys(key).stream()).toList();
  }

  private static List<Trust.Key> keys(String given) {
    try {
      if (!isFile(given)) {
        return List.of(trusted(given));
      }
      String text = new String(read(Path.of(given)), UTF_8);
      if (text.contains("BEGIN PUBLIC KEY")) {
        return List.of(new Trust.Key(null, VerifierKey.ofPem("pem", text).publicKey()));
      }
      List<Trust.Key> keys = new ArrayList<>();
      text.lines().filter(line -> !line.isBlank()).forEach(line -> keys.add(trusted(line.strip())));
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("holds no key");
      }
      return keys;
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--key " + given + ": " + e.getMessage());
    }
  }

  private static boolean isFile(String given) {
    try {
      return Files.exists(Path.of(given));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Trust.Key trusted(String text) {
    VerifierKey key = VerifierKey.parse(text);
    return new Trust.Key(key.name(), key.publicKey());
  }

  /// A checkpoint in a file.
  ///
  /// @throws UnusableInput if it is none
  static Checkpoint checkpoint(Path file) {
    String name = file.toString();
    try {
      return Checkpoint.parse(name, SignedNote.parse(name, read(file)));
    } catch (MalformedDocument e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UnusableInput(file + ": is larger than 1 GiB");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnusableInput(file + ": cannot be read");
    }
  }
}
