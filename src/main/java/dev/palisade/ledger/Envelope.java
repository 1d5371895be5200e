package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// A signed payload in the form of DSSE v1 (`application/vnd.in-toto+json` where the payload is a
/// [Statement]).
///
/// @param payload base64
/// @param signatures at least one
public record Envelope(String payloadType, String payload, List<Signature> signatures) {
  /// Of in-toto statements.
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  /// @param keyid `NAME+ID` of the key
  /// @param sig base64
  public record Signature(String keyid, String sig) {}

  public Envelope {
    signatures = List.copyOf(signatures);
  }

  /// Signs a statement.
  public static Envelope sign(Statement statement, List<SigningKey> keys) {
    byte[] payload = statement.json();
    byte[] signed = preAuthenticationEncoding(IN_TOTO, payload);
    return new Envelope(
        IN_TOTO,
        StrictBase64.encode(payload),
        keys.stream()
            .map(
                key ->
                    new Signature(
                        key.verifier().shortName(), StrictBase64.encode(key.sign(signed))))
            .toList());
  }

  /// What is signed: `DSSEv1 LENGTH TYPE LENGTH BODY`, lengths in bytes, in decimal. So neither
  /// type nor body can be taken for something else.
  static byte[] preAuthenticationEncoding(String type, byte[] body) {
    byte[] typeBytes = type.getBytes(UTF_8);
    String head = "DSSEv1 " + typeBytes.length + " " + type + " " + body.length + " ";
    return VerifierKey.join(head.getBytes(UTF_8), body);
  }

  /// The statement; its signatures are not checked.
  ///
  /// @throws dev.palisade.document.MalformedDocument if the payload is no statement of ours
  public Statement statement(String file) {
    return Statement.read(file + ", payload", content());
  }

  /// The payload's bytes.
  public byte[] content() {
    return StrictBase64.decode(payload);
  }

  /// Known keys whose signature is right, in the order of the signatures.
  public List<VerifierKey> signers(Collection<VerifierKey> known) {
    byte[] signed = preAuthenticationEncoding(payloadType, content());
    List<VerifierKey> good = new ArrayList<>();
    for (Signature signature : signatures) {
      byte[] sig = StrictBase64.decode(signature.sig());
      known.stream()
          .filter(key -> key.shortName().equals(signature.keyid()) && key.verifies(signed, sig))
          .forEach(good::add);
    }
    return good;
  }

  /// Canonical JSON.
  public byte[] json() {
    return CanonicalJson.bytes(
        Node.object(
            Map.of(
                "payloadType",
                Node.text(payloadType),
                "payload",
                Node.text(payload),
                "signatures",
                Node.array(
                    signatures.stream()
                        .map(
                            s ->
                                Node.object(
                                    Map.of(
                                        "keyid", Node.text(s.keyid()), "sig", Node.text(s.sig()))))
                        .toList()))));
  }

  /// Reads an envelope; no signature is checked.
  ///
  /// @param file how messages are to name it
  /// @throws dev.palisade.document.MalformedDocument if it is no envelope of a statement, in
  ///   canonical JSON
  public static Envelope read(String file, byte[] json) {
    Cursor said = SealedJson.read(file, json);
    SealedJson.requireFormat(said, "payloadType", IN_TOTO);
    List<Signature> signatures = new ArrayList<>();
    for (Cursor one : said.get("signatures").items()) {
      signatures.add(new Signature(one.get("keyid").requiredText(), base64(one.get("sig"))));
    }
    if (signatures.isEmpty()) {
      throw said.get("signatures").malformed("has no signature");
    }
    Envelope envelope = new Envelope(IN_TOTO, base64(said.get("payload")), signatures);
    SealedJson.requireSame(file, json, envelope.json());
    return envelope;
  }

  private static String base64(Cursor said) {
    String text = said.requiredText();
    try {
      StrictBase64.decode(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw said.malformed("must be base64 in its one form");
    }
  }
}
