package dev.palisade.render.pdf.signature;

import org.jspecify.annotations.Nullable;

/// An authority did not stamp. The message names it and says why.
public final class NoTimeStamp extends Exception {
  private static final long serialVersionUID = 1;

  NoTimeStamp(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
