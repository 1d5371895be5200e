package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private final SigningKey key = SigningKey.generate("palisade.example");
  private final SigningKey other = SigningKey.generate("palisade.example");
  private final Statement statement =
      new Statement("SHOP-ALL-2026-0001-v1", new TreeMap<>(Map.of("report.json", Hash.EMPTY)));

  /// The specification's own example (secure-systems-lab/dsse, protocol.md).
  @Test
  void theEncodingIsThatOfTheSpecification() {
    assertThat(
            new String(
                Envelope.preAuthenticationEncoding(
                    "http://example.com/HelloWorld", "hello world".getBytes(UTF_8)),
                UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void theStatementIsInTotos() {
    assertThat(new String(statement.json(), UTF_8))
        .isEqualTo(
            "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"report\":\"SHOP-ALL-2026-0001-v1\"},"
                + "\"predicateType\":\"https://palisade.dev/attestation/report/v1\",\"subject\":[{\"digest\":{\"sha256\":\""
                + Hash.EMPTY
                + "\"},\"name\":\"report.json\"}]}");
  }

  @Test
  void anEnvelopeIsReadBackWithItsSigners() {
    Envelope envelope = Envelope.sign(statement, List.of(key, other));
    Envelope read = Envelope.read("envelope.json", envelope.json());
    assertThat(read).isEqualTo(envelope);
    assertThat(read.statement("envelope.json")).isEqualTo(statement);
    assertThat(read.signers(List.of(key.verifier(), other.verifier())))
        .containsExactly(key.verifier(), other.verifier());
    assertThat(read.signers(List.of(other.verifier()))).containsExactly(other.verifier());
  }

  @Test
  void aSignatureHoldsForItsPayloadAlone() {
    Statement forged = new Statement("SHOP-ALL-2026-0002-v1", statement.subjects());
    Envelope swapped =
        new Envelope(
            Envelope.IN_TOTO,
            Envelope.sign(forged, List.of(other)).payload(),
            Envelope.sign(statement, List.of(key)).signatures());
    assertThat(swapped.signers(List.of(key.verifier(), other.verifier()))).isEmpty();
  }

  @Test
  void whatIsWrittenInAnotherFormIsRefused() {
    String json = new String(Envelope.sign(statement, List.of(key)).json(), UTF_8);
    assertThatThrownBy(() -> Envelope.read("e", (json + "\n").getBytes(UTF_8)))
        .hasMessage("e: is not as Palisade writes it: differs at byte " + json.length());
    assertThatThrownBy(() -> Envelope.read("e", json.replace("in-toto", "other").getBytes(UTF_8)))
        .hasMessage("e:1: /payloadType: must be application/vnd.in-toto+json");
  }

  @Test
  void noKeyIsOverlooked() {
    LogProof proof = new LogProof(new InclusionProof(0, 1, List.of()), List.of());
    assertThat(LogProof.read("proof.json", proof.json())).isEqualTo(proof);
    String renamed = new String(proof.json(), UTF_8).replace("earlier", "farlier");
    assertThatThrownBy(() -> LogProof.read("proof.json", renamed.getBytes(UTF_8)))
        .hasMessageStartingWith("proof.json: is not as Palisade writes it: differs at byte");
  }
}
