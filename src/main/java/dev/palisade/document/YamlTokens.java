package dev.palisade.document;

import dev.palisade.document.Node.StringNode;
import dev.palisade.document.Refusal.Reach;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// YAML as tokens, straight from the parser's events.
final class YamlTokens implements Tokens {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setBufferSize(1 << 13).setCodePointLimit(Integer.MAX_VALUE).build();

  /// What the source may be ahead of the tokens without one value being too long: its buffer and
  /// the parser's.
  private static final long READ_AHEAD = 1 << 17;

  private enum Place {
    ITEM,
    KEY,
    VALUE
  }

  private final DocumentSource source;
  private final StringPool pool;
  private final long longestValue;
  private final int linesBefore;
  private final Iterator<Event> events;

  private Place[] places = new Place[64];
  private int depth;
  private int flowFrom = Integer.MAX_VALUE; // the depth of the outermost [ or {
  private @Nullable Event event;
  private String text = "";
  private @Nullable Node scalar;

  YamlTokens(DocumentSource source, StringPool pool, long longestValue) {
    this.source = source;
    this.pool = pool;
    this.longestValue = longestValue;
    this.linesBefore = source.line() - 1;
    this.events = new Parse(SETTINGS).parseReader(source).iterator();
  }

  @Override
  public Token next() {
    while (true) {
      Event current = advance();
      if (current == null) {
        return Token.FINISHED;
      }
      Token token = token(current);
      if (token != null) {
        return token;
      }
    }
  }

  /// The token that an event is; null for the limits of streams and documents.
  private @Nullable Token token(Event current) {
    return switch (current.getEventId()) {
      case MappingStart -> open((CollectionStartEvent) current, Token.OBJECT);
      case SequenceStart -> open((CollectionStartEvent) current, Token.ARRAY);
      case MappingEnd, SequenceEnd -> {
        flowFrom = depth == flowFrom ? Integer.MAX_VALUE : flowFrom;
        depth--;
        turn();
        yield Token.END;
      }
      case Scalar -> scalar((ScalarEvent) current);
      case Alias -> {
        requireNoTabs(line());
        requireNoKey("an alias");
        turn();
        text = ((AliasEvent) current).getAlias().getValue();
        yield Token.ALIAS;
      }
      case StreamStart, DocumentStart, DocumentEnd, StreamEnd, Comment -> null;
    };
  }

  private @Nullable Event advance() {
    source.giveAtMost(end() + longestValue + READ_AHEAD);
    try {
      event = events.hasNext() ? events.next() : null;
      if (source.lineOfForeignBreak() > 0) {
        throw new Refusal(
            source.lineOfForeignBreak(),
            Reach.REST,
            "U+0085, U+2028 or U+2029 breaks the line in YAML 1.1 and not in YAML 1.2; write an escape");
      }
      return event;
    } catch (Refusal | UncheckedIOException e) {
      throw e;
    } catch (MarkedYamlEngineException e) {
      int at = e.getProblemMark().map(mark -> mark.getLine() + 1 + linesBefore).orElse(line());
      String problem = e.getProblem();
      String context = e.getContext();
      throw new Refusal(
          at, Reach.REST, "not YAML: " + (context == null ? "" : context + ", ") + problem);
    } catch (RuntimeException e) {
      // a character that may not stand in YAML, or an escape that is none
      throw new Refusal(line(), Reach.REST, "not YAML: " + e.getMessage());
    }
  }

  private Token scalar(ScalarEvent event) {
    boolean plain = event.isPlain();
    boolean quoted = event.isSQuoted() || event.isDQuoted();
    requireNoTabs(quoted ? line() : linesBefore + 1 + lineOf(event.getEndMark()));
    String tag = event.getTag().orElse(null);
    String value = pool.shared(event.getValue());
    if (!at(Place.KEY)) {
      turn();
      scalar = YamlScalars.resolve(value, plain, tag, line());
      return Token.SCALAR;
    }
    if (event.getAnchor().isPresent()) {
      requireNoKey("an anchor");
    }
    turn();
    text = value;
    if (value.equals("<<") && (tag == null ? plain : tag.equals("tag:yaml.org,2002:merge"))) {
      return Token.MERGE;
    }
    Node key = YamlScalars.resolve(value, plain, tag, line());
    text = key instanceof StringNode ? value : YamlScalars.key(key, value);
    return Token.KEY;
  }

  private Token open(CollectionStartEvent event, Token token) {
    requireNoTabs(line());
    boolean key = at(Place.KEY);
    if (event.isFlow() && flowFrom == Integer.MAX_VALUE) {
      flowFrom = depth + 1;
    }
    if (depth == places.length) {
      places = Arrays.copyOf(places, 2 * depth);
    }
    places[depth] = token == Token.OBJECT ? Place.KEY : Place.ITEM;
    depth++;
    if (key) {
      throw new Refusal(line(), Reach.OBJECT, "an object or array cannot be a key");
    }
    return token;
  }

  /// Tabs may stand in front of what is inside brackets, and of the second and later lines of what
  /// is in quotes; elsewhere they are no indentation (YAML 1.1 section 5.5), and what one is worth
  /// is not said.
  private void requireNoTabs(int lastLine) {
    int tab = flowFrom == Integer.MAX_VALUE ? source.lineWithTab(line(), lastLine) : 0;
    if (tab > 0) {
      throw new Refusal(tab, Reach.REST, "not YAML: a tab at the beginning of a line");
    }
  }

  /// A key or a value is complete.
  private void turn() {
    if (depth > 0 && places[depth - 1] != Place.ITEM) {
      places[depth - 1] = places[depth - 1] == Place.KEY ? Place.VALUE : Place.KEY;
    }
  }

  private boolean at(Place place) {
    return depth > 0 && places[depth - 1] == place;
  }

  private void requireNoKey(String what) {
    if (at(Place.KEY)) {
      turn();
      throw new Refusal(line(), Reach.OBJECT, what + " at a key is not understood");
    }
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int line() {
    return linesBefore + 1 + (event == null ? 0 : lineOf(event.getStartMark()));
  }

  private static int lineOf(Optional<Mark> mark) {
    return mark.isPresent() ? mark.get().getLine() : 0;
  }

  @Override
  public long start() {
    return event == null ? 0 : indexOf(event.getStartMark());
  }

  @Override
  public long end() {
    return event == null ? 0 : indexOf(event.getEndMark());
  }

  @Override
  public long endAtMost() {
    return end();
  }

  private static long indexOf(Optional<Mark> mark) {
    return mark.isPresent() ? mark.get().getIndex() : 0;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Node scalar() {
    if (scalar == null) {
      throw new IllegalStateException("no scalar was read");
    }
    return scalar;
  }

  @Override
  public @Nullable String anchor() {
    return event instanceof NodeEvent node
        ? node.getAnchor().map(Anchor::getValue).orElse(null)
        : null;
  }
}
