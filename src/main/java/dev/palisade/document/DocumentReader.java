package dev.palisade.document;

import dev.palisade.document.Reading.Unreadable;
import dev.palisade.document.Refusal.Reach;
import dev.palisade.document.Tokens.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// Reads files of YAML documents and JSON values, object by object, holding no more than one object
/// at a time (but see [ListHeader]).
/// - A document is JSON if it begins with `[`, or with `{` and a quoted key, and YAML otherwise;
///   several YAML documents, several JSON values, and both between `---` lines are read in their
///   order. Documents that hold nothing but comments, or null, are passed over.
/// - YAML means what it means to kubectl: YAML 1.1 scalars, merge keys, keys that are no strings
///   made into strings. JSON numbers keep their digits.
/// - A mapping whose `kind` ends in `List` and that has a sequence (or null) of `items` is a list:
///   each item is a [Document] of its own, then comes a [Reading.ListEnd]. So is such an item of a
///   list.
/// - Stricter than kubectl: a key that stands twice makes the object unreadable, for it depends on
///   the reader which of the two holds.
/// - What cannot be read is a [Reading.Unreadable]: a document with an error of syntax loses what
///   stands behind the error, up to the next line `---`; a JSON text loses what stands behind the
///   error. An object beyond the limits, or with a key twice, loses itself alone. The other
///   documents count.
///
/// Safe for use by several threads at once. A reader that lives on keeps some of the strings that
/// its files had in common.
public final class DocumentReader {

  private final ReadLimits limits;
  private final StringPool pool = new StringPool();

  public DocumentReader(ReadLimits limits) {
    this.limits = limits;
  }

  /// Reads a file and hands on what it meets, in its order. UTF-8, or UTF-16 with a byte order
  /// mark.
  ///
  /// @param fileName how documents and messages are to name the file
  /// @throws IOException if the stream fails; what was handed on before holds
  public void read(String fileName, InputStream in, Consumer<Reading> to) throws IOException {
    DocumentSource source = new DocumentSource(Decoding.of(in));
    try {
      while (source.next()) {
        try {
          readDocument(fileName, source, to);
        } catch (Refusal e) {
          to.accept(new Unreadable(fileName, e.line(), e.problem()));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void readDocument(String fileName, DocumentSource source, Consumer<Reading> to) {
    long longest = limits.objectBytes();
    switch (source.notation()) {
      case JSON -> {
        Tokens tokens = new JsonTokens(source, source.line(), pool, longest);
        new ObjectStream(fileName, tokens, limits, to).readAll();
      }
      case YAML -> {
        Tokens tokens = new YamlTokens(source, pool, longest);
        new ObjectStream(fileName, tokens, limits, to).readAll();
      }
      case EMPTY -> {}
    }
  }

  /// Reads one JSON value from a stream of UTF-8, or UTF-16 with a byte order mark.
  ///
  /// @param name how messages are to name it
  /// @throws MalformedDocument if it is not one JSON value, or goes beyond the limits
  public Node parseJson(String name, InputStream in) throws IOException {
    try {
      return parse(name, Decoding.of(in));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Reads one JSON value from bytes in UTF-8.
  ///
  /// @param name how messages are to name it
  /// @throws MalformedDocument if it is not one JSON value, or goes beyond the limits
  public Node parseJson(String name, byte[] json) {
    try {
      return parseJson(name, new ByteArrayInputStream(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array does not fail
    }
  }

  /// Reads one JSON value from text.
  ///
  /// @param name how messages are to name it
  /// @throws MalformedDocument if it is not one JSON value, or goes beyond the limits
  public Node parseJson(String name, String json) {
    return parse(name, new StringReader(json));
  }

  private Node parse(String name, Reader in) {
    try {
      Tokens tokens = new JsonTokens(in, 1, new StringPool(), limits.objectBytes());
      Token first = tokens.next();
      if (first == Token.FINISHED) {
        throw new Refusal(1, Reach.REST, "nothing stands here");
      }
      TreeReader tree = new TreeReader(tokens, limits);
      tree.begin();
      Node node = tree.value(first, 1);
      if (tokens.next() != Token.FINISHED) {
        throw new Refusal(tokens.line(), Reach.REST, "more than one JSON value");
      }
      return node;
    } catch (Refusal e) {
      throw new MalformedDocument(name, "", e.line(), e.problem());
    }
  }
}
