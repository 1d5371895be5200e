package dev.palisade.document;

/// What a [DocumentReader] meets, in the order of the file.
public sealed interface Reading {

  /// The name of the file, as it was given.
  String file();

  /// An object that was read.
  record Read(Document document) implements Reading {
    @Override
    public String file() {
      return document.file();
    }
  }

  /// A document, or an item of a list, that could not be read. What it holds is unknown; the
  /// documents and items before and after it are read all the same, unless the message says that
  /// the rest is lost.
  ///
  /// @param line the 1-based line at which reading failed
  record Unreadable(String file, int line, String message) implements Reading {}

  /// The end of a list, after its last item. A list that breaks off ends in an [Unreadable]
  /// instead.
  ///
  /// @param itemCount how many items the list has, the unreadable ones included
  record ListEnd(String file, ListHeader header, int itemCount) implements Reading {}
}
