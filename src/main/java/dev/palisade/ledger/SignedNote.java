package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.MalformedDocument;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/// A text with signatures under it, as C2SP signed-note has it: the text, an empty line, and a line
/// `— NAME BASE64` for each signature.
///
/// @param text ends with a line break
/// @param signatures at least one
public record SignedNote(String text, List<Signature> signatures) {
  private static final String BEFORE_NAME = "— "; // an em dash and a space
  private static final int ID_LENGTH = 4;

  /// What Go's implementation takes at most; a note of thousands is an attack on the verifier.
  private static final int MOST_SIGNATURES = 100;

  /// @param keyId four bytes in hexadecimal
  /// @param base64 of the key's id and the signature, as it stands in the note
  public record Signature(String name, String keyId, String base64) {
    boolean isBy(VerifierKey key) {
      return key.name().equals(name) && key.id().equals(keyId);
    }

    byte[] bytes() {
      byte[] all = StrictBase64.decode(base64);
      return Arrays.copyOfRange(all, ID_LENGTH, all.length);
    }

    @Override
    public String toString() {
      return name + "+" + keyId;
    }
  }

  /// Whose signatures a note has, seen by someone who knows some keys. The note holds if `good` is
  /// not empty and `bad` is.
  ///
  /// @param good known keys whose signature is right
  /// @param bad signatures that name a known key and are not its own
  /// @param unknown signatures of keys that are not known, which say nothing
  public record Signers(List<VerifierKey> good, List<Signature> bad, List<Signature> unknown) {
    public Signers {
      good = List.copyOf(good);
      bad = List.copyOf(bad);
      unknown = List.copyOf(unknown);
    }
  }

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /// Signs a text.
  ///
  /// @throws IllegalArgumentException if it is not a note's text: it must end with a line break and
  ///   hold no control character but line breaks
  public static SignedNote sign(String text, List<SigningKey> keys) {
    if (!text.endsWith("\n") || hasControls(text)) {
      throw new IllegalArgumentException(
          "a note's text ends with a line break and has no other control characters");
    }
    byte[] message = text.getBytes(UTF_8);
    List<Signature> signatures = new ArrayList<>();
    for (SigningKey key : keys) {
      VerifierKey verifier = key.verifier();
      byte[] id = HexFormat.of().parseHex(verifier.id());
      signatures.add(
          new Signature(
              verifier.name(),
              verifier.id(),
              StrictBase64.encode(VerifierKey.join(id, key.sign(message)))));
    }
    return new SignedNote(text, signatures);
  }

  /// Reads a note; no signature is checked.
  ///
  /// @param file how messages are to name it
  /// @throws MalformedDocument if it is no signed note
  public static SignedNote parse(String file, byte[] note) {
    String all = decoded(file, note);
    // the text may have empty lines of its own: the last one ends it
    int split = all.lastIndexOf("\n\n");
    if (split < 0) {
      throw malformed(file, 0, "is no signed note: no empty line parts text and signatures");
    }
    if (hasControls(all)) {
      throw malformed(file, 0, "is no signed note: it holds control characters");
    }
    String text = all.substring(0, split + 1);
    String below = all.substring(split + 2);
    int line = (int) text.chars().filter(c -> c == '\n').count() + 2;
    if (below.isEmpty()) {
      throw malformed(file, line, "is no signed note: no signature follows the empty line");
    }
    if (!below.endsWith("\n")) {
      throw malformed(file, 0, "is no signed note: the last line does not end");
    }
    List<Signature> signatures = new ArrayList<>();
    for (String written : below.substring(0, below.length() - 1).split("\n", -1)) {
      signatures.add(signature(file, line, written));
      line++;
    }
    if (signatures.size() > MOST_SIGNATURES) {
      throw malformed(file, 0, "has more than " + MOST_SIGNATURES + " signatures");
    }
    return new SignedNote(text, signatures);
  }

  private static Signature signature(String file, int line, String written) {
    if (!written.startsWith(BEFORE_NAME)) {
      throw malformed(file, line, "a signature must begin with an em dash and a space: " + written);
    }
    String[] parts = written.substring(BEFORE_NAME.length()).split(" ", -1);
    if (parts.length != 2) {
      throw malformed(file, line, "a signature must be a name and base64: " + written);
    }
    try {
      VerifierKey.requireName(parts[0]);
      byte[] bytes = StrictBase64.decode(parts[1]);
      if (bytes.length <= ID_LENGTH) {
        throw malformed(file, line, "too short for a key id and a signature: " + written);
      }
      return new Signature(parts[0], HexFormat.of().formatHex(bytes, 0, ID_LENGTH), parts[1]);
    } catch (IllegalArgumentException e) {
      throw malformed(file, line, String.valueOf(e.getMessage()));
    }
  }

  /// Checks the signatures with the keys that are known.
  public Signers signers(Collection<VerifierKey> known) {
    List<VerifierKey> good = new ArrayList<>();
    List<Signature> bad = new ArrayList<>();
    List<Signature> unknown = new ArrayList<>();
    byte[] message = text.getBytes(UTF_8);
    for (Signature signature : signatures) {
      List<VerifierKey> named = known.stream().filter(signature::isBy).toList();
      if (named.isEmpty()) {
        unknown.add(signature);
        continue;
      }
      // two keys may share an id: one that fits is enough
      List<VerifierKey> fitting =
          named.stream().filter(key -> key.verifies(message, signature.bytes())).toList();
      good.addAll(fitting);
      if (fitting.isEmpty()) {
        bad.add(signature);
      }
    }
    return new Signers(good.stream().distinct().toList(), bad, unknown);
  }

  /// The note as it is written to a file.
  public byte[] bytes() {
    StringBuilder note = new StringBuilder(text).append('\n');
    for (Signature signature : signatures) {
      note.append(BEFORE_NAME)
          .append(signature.name())
          .append(' ')
          .append(signature.base64())
          .append('\n');
    }
    return note.toString().getBytes(UTF_8);
  }

  private static String decoded(String file, byte[] note) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString();
    } catch (CharacterCodingException e) {
      throw malformed(file, 0, "is no signed note: it is not UTF-8");
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> c < ' ' && c != '\n');
  }

  private static MalformedDocument malformed(String file, int line, String problem) {
    return new MalformedDocument(file, "", line, problem);
  }
}
