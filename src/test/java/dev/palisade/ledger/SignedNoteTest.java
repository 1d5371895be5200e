package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.MalformedDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The keys, text and signatures are those of Go's `golang.org/x/mod/sumdb/note`.
class SignedNoteTest {
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final VerifierKey NEUMANN =
      VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  private static final VerifierKey ENOCH =
      VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
  private static final String BY_NEUMANN =
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  private static final String BY_ENOCH =
      "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

  private static SignedNote parse(String note) {
    return SignedNote.parse("note", note.getBytes(UTF_8));
  }

  @Test
  void publishedNotesAreVerified() {
    SignedNote note = parse(TEXT + "\n" + BY_NEUMANN + BY_ENOCH);
    assertThat(note.text()).isEqualTo(TEXT);
    assertThat(note.signers(List.of(NEUMANN, ENOCH)).good()).containsExactly(NEUMANN, ENOCH);
    assertThat(new String(note.bytes(), UTF_8)).isEqualTo(TEXT + "\n" + BY_NEUMANN + BY_ENOCH);
  }

  @Test
  void whoKnowsOneKeyOfARotationIsSatisfied() {
    SignedNote.Signers signers = parse(TEXT + "\n" + BY_NEUMANN + BY_ENOCH).signers(List.of(ENOCH));
    assertThat(signers.good()).containsExactly(ENOCH);
    assertThat(signers.bad()).isEmpty();
    assertThat(signers.unknown()).hasToString("[PeterNeumann+c74f20a3]");
  }

  @Test
  void aChangedTextIsSignedByNobody() {
    SignedNote note = parse(TEXT.replace("your", "my") + "\n" + BY_NEUMANN);
    SignedNote.Signers signers = note.signers(List.of(NEUMANN));
    assertThat(signers.good()).isEmpty();
    assertThat(signers.bad()).hasSize(1);
  }

  record Malformed(String note, String problem) {}

  @Test
  void malformedNotesAreRefused() {
    String signature = BY_NEUMANN.substring(0, BY_NEUMANN.length() - 1);
    List<Malformed> cases =
        List.of(
            new Malformed(TEXT, "note: is no signed note: no empty line parts text and signatures"),
            new Malformed(
                TEXT + "\n", "note:4: is no signed note: no signature follows the empty line"),
            new Malformed(
                TEXT + "\n" + signature, "note: is no signed note: the last line does not end"),
            new Malformed(
                "a\tb\n\n" + BY_NEUMANN, "note: is no signed note: it holds control characters"),
            new Malformed(
                TEXT + "\n- PeterNeumann AAAAAAA=\n",
                "note:4: a signature must begin with an em dash and a space: - PeterNeumann AAAAAAA="),
            new Malformed(
                TEXT + "\n— PeterNeumann\n",
                "note:4: a signature must be a name and base64: — PeterNeumann"),
            new Malformed(
                TEXT + "\n— Peter+Neumann AAAAAAA=\n",
                "note:4: the name of a key must not be empty, nor hold white space or +: \"Peter+Neumann\""),
            new Malformed(
                TEXT + "\n— PeterNeumann AAAA\n",
                "note:4: too short for a key id and a signature: — PeterNeumann AAAA"),
            new Malformed(
                TEXT + "\n— PeterNeumann AAAAAAA\n", "note:4: not base64 in its one form: AAAAAAA"),
            new Malformed(
                TEXT + "\n— PeterNeumann AAAAAAB=\n",
                "note:4: not base64 in its one form: AAAAAAB="));
    for (Malformed bad : cases) {
      assertThatThrownBy(() -> parse(bad.note()))
          .isInstanceOf(MalformedDocument.class)
          .hasMessage(bad.problem());
    }
    assertThatThrownBy(() -> SignedNote.parse("note", new byte[] {(byte) 0xff, '\n', '\n'}))
        .hasMessage("note: is no signed note: it is not UTF-8");
  }

  @Test
  void checkpointsAreWrittenAndRead() {
    SigningKey key = SigningKey.generate("palisade.example/log");
    SigningKey next = SigningKey.generate("palisade.example/log");
    Frontier log = Frontier.EMPTY.append(Hash.ofLeaf("one".getBytes(UTF_8)));
    Checkpoint checkpoint = Checkpoint.of("palisade.example/log", log);
    SignedNote note = checkpoint.sign(List.of(key, next));
    assertThat(note.text()).isEqualTo("palisade.example/log\n1\n" + log.root().base64() + "\n");
    SignedNote read = SignedNote.parse("checkpoint", note.bytes());
    assertThat(Checkpoint.parse("checkpoint", read)).isEqualTo(checkpoint);
    assertThat(read.signers(List.of(key.verifier(), next.verifier())).good())
        .containsExactly(key.verifier(), next.verifier());
    assertThat(read.signers(List.of(next.verifier())).bad()).isEmpty();
  }

  @Test
  void malformedCheckpointsAreRefused() {
    String root = Hash.EMPTY.base64();
    List<Malformed> cases =
        List.of(
            new Malformed("log\n1\n", "note: a checkpoint has origin, size and root"),
            new Malformed("\n1\n" + root + "\n", "note:1: the checkpoint's origin is empty"),
            new Malformed("log\n01\n" + root + "\n", "note:2: not the size of a log: 01"),
            new Malformed("log\n-1\n" + root + "\n", "note:2: not the size of a log: -1"),
            new Malformed(
                "log\n9999999999999999999\n" + root + "\n",
                "note:2: not the size of a log: 9999999999999999999"),
            new Malformed(
                "log\n1\nAAAA\n",
                "note:3: not the root of a log: AAAA: a SHA-256 digest has 32 bytes, here are 3"));
    for (Malformed bad : cases) {
      assertThatThrownBy(() -> Checkpoint.parse("note", parse(bad.note() + "\n" + BY_NEUMANN)))
          .hasMessage(bad.problem());
    }
  }
}
