package dev.palisade.render.pdf.signature;

/// A document's signature does not hold, or there is none. The message says which and why.
public final class BrokenSignature extends Exception {
  private static final long serialVersionUID = 1;

  BrokenSignature(String message) {
    super(message);
  }
}
