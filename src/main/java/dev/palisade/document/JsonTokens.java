package dev.palisade.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.palisade.document.Node.BooleanNode;
import dev.palisade.document.Node.NullNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.document.Refusal.Reach;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// JSON as tokens, straight from Jackson's streaming parser. Several values may follow each other.
final class JsonTokens implements Tokens {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final Counted in;
  private final JsonParser parser;
  private final StringPool pool;
  private final int linesBefore;
  private int depth;
  private @Nullable JsonToken token;

  /// Counts what was taken: Jackson makes an object of every location that it is asked for.
  private static final class Counted extends FilterReader {
    private long count;

    Counted(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
      int taken = super.read(to, offset, length);
      count += Math.max(0, taken);
      return taken;
    }
  }

  /// @param line the line of the file at which the text begins
  JsonTokens(Reader in, int line, StringPool pool, long longestValue) {
    this.in = new Counted(in);
    this.pool = pool;
    this.linesBefore = line - 1;
    try {
      JsonFactory factory =
          FACTORY
              .rebuild()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxStringLength((int) Math.min(longestValue, Integer.MAX_VALUE - 8))
                      .build())
              .build();
      this.parser = factory.createParser(this.in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Token next() {
    try {
      token = parser.nextToken();
      if (token == null) {
        return Token.FINISHED;
      }
      return switch (token) {
        case START_OBJECT -> {
          depth++;
          yield Token.OBJECT;
        }
        case START_ARRAY -> {
          depth++;
          yield Token.ARRAY;
        }
        case END_OBJECT, END_ARRAY -> {
          depth--;
          yield Token.END;
        }
        case FIELD_NAME -> Token.KEY;
        default -> Token.SCALAR;
      };
    } catch (JsonProcessingException e) {
      throw refusal(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Refusal refusal(JsonProcessingException e) {
    int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    // where the innermost bracket opened, with a source that has no name
    String problem =
        e.getOriginalMessage().replaceAll(" \\((start marker at|for \\w+ starting at) .*", "");
    return new Refusal(linesBefore + line, Reach.REST, "not JSON: " + problem);
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int line() {
    return linesBefore + Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  @Override
  public long start() {
    return parser.currentTokenLocation().getCharOffset();
  }

  @Override
  public long end() {
    return parser.currentLocation().getCharOffset();
  }

  @Override
  public long endAtMost() {
    return in.count;
  }

  @Override
  public String text() {
    try {
      String text = pool.shared(parser.getText());
      if (Surrogates.hasHalf(text)) {
        throw new Refusal(line(), Reach.OBJECT, "half a surrogate pair in a string");
      }
      return text;
    } catch (JsonProcessingException e) {
      throw refusal(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Node scalar() {
    int line = line();
    return switch (token) {
      case VALUE_STRING -> new StringNode(text(), line);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String digits = text();
        if (!JsonNumber.isWellFormed(digits)) {
          throw new Refusal(line, Reach.OBJECT, "the number " + digits + " is too big");
        }
        yield new NumberNode(digits, line);
      }
      case VALUE_TRUE -> new BooleanNode(true, line);
      case VALUE_FALSE -> new BooleanNode(false, line);
      case VALUE_NULL -> new NullNode(line);
      case null, default -> throw new IllegalStateException("no scalar: " + token);
    };
  }

  @Override
  public @Nullable String anchor() {
    return null;
  }
}
