package dev.palisade.document;

import org.jspecify.annotations.Nullable;

/// A text as the flat sequence of what stands in it; the two notations are [YamlTokens] and
/// [JsonTokens]. The methods beside [#next] tell of the token that it returned last.
interface Tokens {

  enum Token {
    /// An object begins.
    OBJECT,
    /// An array begins.
    ARRAY,
    /// The innermost object or array ends.
    END,
    /// A key of an object; its value follows.
    KEY,
    /// YAML's merge key `<<`; what is to be merged follows.
    MERGE,
    /// A value that is neither object nor array.
    SCALAR,
    /// A YAML alias in place of a value.
    ALIAS,
    /// There is no more.
    FINISHED
  }

  /// The next token.
  ///
  /// @throws Refusal if the text breaks the rules of its notation
  Token next();

  /// How many objects and arrays are open.
  int depth();

  /// The 1-based line of the file at which the token begins.
  int line();

  /// Where the token begins, in characters from an arbitrary origin.
  long start();

  /// Where the token ends, in characters from the same origin.
  long end();

  /// A number that [#end] is not above, found with less effort.
  long endAtMost();

  /// A KEY's text, or the name that an ALIAS stands for.
  String text();

  /// A SCALAR's value.
  Node scalar();

  /// The YAML anchor at an OBJECT, ARRAY or SCALAR; null when there is none.
  @Nullable String anchor();
}
