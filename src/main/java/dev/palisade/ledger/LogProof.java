package dev.palisade.ledger;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How an entry hangs on a checkpoint, and that checkpoint on earlier ones which somebody may hold.
///
/// @param inclusion of the entry in the checkpoint's log
/// @param earlier checkpoints that the log grew out of, the smallest first
public record LogProof(InclusionProof inclusion, List<Earlier> earlier) {
  private static final String FORMAT = "palisade/log-proof/v1";

  /// @param root at that size
  /// @param proof from that size to the checkpoint's
  public record Earlier(Hash root, ConsistencyProof proof) {}

  public LogProof {
    earlier = List.copyOf(earlier);
  }

  /// Canonical JSON.
  public byte[] json() {
    List<Node> earlierNodes = new ArrayList<>();
    for (Earlier one : earlier) {
      earlierNodes.add(
          Node.object(
              Map.of(
                  "size", Node.number(one.proof().from()),
                  "root", Node.text(one.root().toString()),
                  "hashes", SealedJson.node(one.proof().hashes()))));
    }
    return CanonicalJson.bytes(
        Node.object(
            Map.of(
                "format", Node.text(FORMAT),
                "index", Node.number(inclusion.index()),
                "size", Node.number(inclusion.size()),
                "hashes", SealedJson.node(inclusion.hashes()),
                "earlier", Node.array(earlierNodes))));
  }

  /// Reads a proof; whether it proves anything is another matter.
  ///
  /// @param file how messages are to name it
  /// @throws dev.palisade.document.MalformedDocument if it is not such a proof
  public static LogProof read(String file, byte[] json) {
    Cursor said = SealedJson.read(file, json);
    SealedJson.requireFormat(said, "format", FORMAT);
    long size = SealedJson.count(said.get("size"));
    List<Earlier> earlier = new ArrayList<>();
    for (Cursor one : said.get("earlier").items()) {
      earlier.add(
          new Earlier(
              SealedJson.hash(one.get("root")),
              new ConsistencyProof(
                  SealedJson.count(one.get("size")), size, SealedJson.hashes(one.get("hashes")))));
    }
    LogProof proof =
        new LogProof(
            new InclusionProof(
                SealedJson.count(said.get("index")), size, SealedJson.hashes(said.get("hashes"))),
            earlier);
    SealedJson.requireSame(file, json, proof.json());
    return proof;
  }
}
