package dev.palisade.api.v1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads and writes bodies.
@ApplicationScoped
public class Body {
  /// The most that a change under review may be.
  static final int CHANGE_BYTES = 16 << 20;

  /// The most that a scope document may be.
  static final int SCOPE_BYTES = 1 << 20;

  private final ObjectMapper json;

  public Body(ObjectMapper json) {
    this.json = json;
  }

  /// @throws RefusedRequest if there is more than that
  static byte[] bytes(InputStream body, int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new RefusedRequest(ProblemType.TOO_LARGE, "at most " + (most >> 20) + " MiB are taken");
    }
    return bytes;
  }

  /// @throws RefusedRequest if it is too large or no UTF-8
  static String text(InputStream body, int most) throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(body, most)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new RefusedRequest(ProblemType.MALFORMED_BODY, "the body is not UTF-8");
    }
  }

  String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts and numbers can be written", e);
    }
  }
}
