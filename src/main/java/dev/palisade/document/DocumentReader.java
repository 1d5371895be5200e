package dev.palisade.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Reads files of YAML documents and JSON values, object by object.
public final class DocumentReader {

  private final ReadLimits limits;

  public DocumentReader(ReadLimits limits) {
    this.limits = limits;
  }

  /// Reads a file and hands on what it meets.
  public void read(String fileName, InputStream in, Consumer<Reading> to) throws IOException {
    throw new UnsupportedOperationException();
  }
}
