package dev.palisade.render.pdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openpdf.text.Image;

/// A company's picture at the top right of the first page: `logo.png` of its templates.
final class Logo {
  private static final float MOST_WIDTH = 120;
  private static final float MOST_HEIGHT = 34;
  private static final long MOST_BYTES = 4 << 20;

  /// A small file can hold a picture that no memory does.
  private static final int MOST_PIXELS = 4096;

  private final byte[] png;
  private final float width;
  private final float height;

  private Logo(byte[] png, float width, float height) {
    this.png = png;
    this.width = width;
    this.height = height;
  }

  /// @throws IllegalArgumentException if the file is no PNG, or too large; the message names it
  static Logo of(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(file + ": more than " + MOST_BYTES + " bytes");
    }
    byte[] png = Files.readAllBytes(file);
    boolean signed =
        png.length > 24
            && (png[0] & 0xff) == 0x89
            && png[1] == 'P'
            && png[2] == 'N'
            && png[3] == 'G';
    if (!signed) {
      throw new IllegalArgumentException(file + ": not a PNG picture");
    }
    // the header comes first: width and height
    long across = Integer.toUnsignedLong(ByteBuffer.wrap(png).getInt(16));
    long down = Integer.toUnsignedLong(ByteBuffer.wrap(png).getInt(20));
    if (across > MOST_PIXELS || down > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "%s: %d x %d pixels are more than %d x %d"
              .formatted(file, across, down, MOST_PIXELS, MOST_PIXELS));
    }
    try {
      Image image = Image.getInstance(png);
      return new Logo(png, image.getWidth(), image.getHeight());
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          file + ": not a PNG picture that can be read: " + e.getMessage(), e);
    }
  }

  byte[] png() {
    return png.clone();
  }

  /// Draws it above the place where the flow is, at the right, and takes no room there.
  void draw(Flow flow, String alternative) {
    float scale = Math.min(MOST_WIDTH / width, MOST_HEIGHT / height);
    float right = flow.left() + flow.width();
    float x = right - width * scale;
    float y = flow.y() - 14;
    flow.document.figure(
        flow.parent(),
        alternative,
        new float[] {x, y, right, y + height * scale},
        () -> {
          try {
            Image image = Image.getInstance(png);
            image.scaleAbsolute(width * scale, height * scale);
            image.setAbsolutePosition(x, y);
            flow.document.content().addImage(image);
          } catch (IOException e) {
            throw new IllegalStateException("a picture that was read before", e);
          }
        });
  }
}
