package dev.palisade.collect.kubernetes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The body of an answer, which knows whether it was read to its end. Readers close what they read;
/// here that does nothing, since closing the client's stream resets the connection even after its
/// end, and the next call would fail.
final class AnswerBody extends FilterInputStream {

  private boolean ended;

  AnswerBody(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    ended |= read < 0;
    return read;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int read = super.read(to, offset, length);
    ended |= read < 0;
    return read;
  }

  @Override
  public void close() {
    // see above
  }

  /// Ends the request if its answer was not read to the end.
  void release() throws IOException {
    if (!ended && read() >= 0) {
      in.close();
    }
  }
}
