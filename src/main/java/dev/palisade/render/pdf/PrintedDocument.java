package dev.palisade.render.pdf;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.openpdf.text.pdf.PdfContentByte;

/// A document that carries the data which it was made from. It is set twice: the first time tells
/// on which page everything stands, the second is written.
///
/// @param footer what stands at the left of each foot
/// @param attachment the name of the attached file
/// @param watermark across every page; empty: none
record PrintedDocument(
    Metadata metadata,
    String footer,
    String attachment,
    String description,
    byte[] json,
    String watermark) {

  /// SHA-256 of the attached bytes.
  String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void write(Templates templates, OutputStream out, Consumer<Flow> content) {
    // never ended: all that is wanted of it is on which page everything stands
    TaggedDocument first = set(templates, OutputStream.nullOutputStream(), content, Map.of(), 0);
    TaggedDocument second = set(templates, out, content, first.anchors(), first.page());
    second.attach(attachment, description, json);
    second.close();
  }

  private TaggedDocument set(
      Templates templates,
      OutputStream out,
      Consumer<Flow> content,
      Map<String, Integer> pagesBefore,
      int pages) {
    Texts texts = templates.texts();
    Look look = templates.look();
    Style style = look.style("footer");
    String digest = texts.get("footer.digest", digest().substring(0, 16));
    var document =
        new TaggedDocument(
            out,
            look,
            metadata,
            this::mark,
            (on, page) -> foot(on, style, digest, texts.get("footer.page", page, pages)));
    content.accept(new Flow(document, pagesBefore));
    return document;
  }

  /// Large and pale, from one corner to the other.
  private void mark(TaggedDocument on) {
    if (watermark.isEmpty()) {
      return;
    }
    Look look = on.look;
    double angle = Math.atan2(look.pageHeight(), look.pageWidth());
    String text = on.fonts.printable(watermark, Face.BOLD);
    float room = 0.7f * (float) Math.hypot(look.pageWidth(), look.pageHeight());
    float size = Math.min(120, room / on.fonts.width(text, Face.BOLD, 1));
    PdfContentByte content = on.content();
    float cos = (float) Math.cos(angle);
    float sin = (float) Math.sin(angle);
    float along = on.fonts.width(text, Face.BOLD, size) / 2;
    content.beginText();
    content.setFontAndSize(on.fonts.of(Face.BOLD), size);
    content.setColorFill(look.color("watermark"));
    content.setTextMatrix(
        cos,
        sin,
        -sin,
        cos,
        look.pageWidth() / 2 - cos * along + sin * size / 3,
        look.pageHeight() / 2 - sin * along - cos * size / 3);
    content.showText(text);
    content.endText();
  }

  private void foot(TaggedDocument on, Style style, String digest, String page) {
    Look look = on.look;
    float left = look.margin("left");
    float right = look.pageWidth() - look.margin("right");
    float y = look.margin("bottom") * 0.55f;
    on.rule(left, y + 12, right, y + 12, 0.4f, look.color("rule"));
    float pageWidth = on.fonts.width(page, style.face(), style.size());
    on.show(page, style, right - pageWidth, y);
    float digestWidth = on.fonts.width(digest, style.face(), style.size());
    float digestAt = right - pageWidth - digestWidth - 18;
    on.show(digest, style, digestAt, y);
    String name =
        shortened(on, on.fonts.printable(footer, style.face()), style, digestAt - left - 12);
    on.show(name, style, left, y);
  }

  private static String shortened(TaggedDocument on, String text, Style style, float width) {
    String shown = text;
    for (int end = text.length() - 1;
        end > 0 && on.fonts.width(shown, style.face(), style.size()) > width;
        end--) {
      shown = text.substring(0, end) + "…";
    }
    return shown;
  }
}
