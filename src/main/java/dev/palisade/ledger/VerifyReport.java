package dev.palisade.ledger;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.Verdict.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Looks at a report's JSON alone. Without its bundle there is nothing that could vouch for it, so
/// the best answer is UNANCHORED, with the digest that a ledger or an earlier copy may know.
public final class VerifyReport {
  private static final String FORMAT = "palisade/report/v1";
  private static final String GROUP_FORMAT = "palisade/group-report/v1";

  private VerifyReport() {}

  /// @param name of the file, for messages
  /// @throws MalformedDocument if it is no report
  public static Verdict of(String name, byte[] json) {
    Cursor said = SealedJson.read(name, json);
    if (!GROUP_FORMAT.equals(said.get("format").requiredText())) {
      SealedJson.requireFormat(said, "format", FORMAT);
    }
    byte[] canonical;
    try {
      canonical = CanonicalJson.bytes(Objects.requireNonNull(said.node()));
    } catch (IllegalArgumentException e) {
      throw new MalformedDocument(name, "", 0, String.valueOf(e.getMessage()));
    }
    int differs = Arrays.mismatch(canonical, json);
    if (differs >= 0) {
      return new Verdict.Tampered(
          List.of(
              new Finding(
                  name,
                  "is no longer the canonical JSON that was issued: differs at byte " + differs)));
    }
    return new Verdict.Unanchored(
        "a report alone has no proof: verify its bundle (SHA-256 " + Hash.of(json) + ")");
  }
}
