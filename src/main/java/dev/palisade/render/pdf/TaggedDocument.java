package dev.palisade.render.pdf;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.openpdf.text.Document;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfAnnotation;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfBorderArray;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDestination;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfEncryption;
import org.openpdf.text.pdf.PdfFileSpecification;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfNumber;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfOutline;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfStructureElement;
import org.openpdf.text.pdf.PdfWriter;

/// A PDF file in the making: pages, the tree of structure elements, and marks in the pages' content
/// that belong to them. Whatever is drawn is either content of an element or an artifact (ISO
/// 14289-1, 7.1).
final class TaggedDocument {
  private static final PdfName ARTIFACT = new PdfName("Artifact");

  final Look look;
  final Fonts fonts = new Fonts();
  private final Metadata metadata;
  private final Consumer<TaggedDocument> ground;
  private final Footer footer;
  private final Document document;
  private final PdfWriter writer;
  private final PdfContentByte content;
  private final PdfStructureElement root;
  private final Map<Integer, PdfOutline> outlines = new HashMap<>();
  private final Map<String, Integer> anchors = new HashMap<>();
  private final GregorianCalendar date;
  private int page = 1;

  /// Draws what stands at the foot of every page.
  @FunctionalInterface
  interface Footer {
    void draw(TaggedDocument on, int page);
  }

  /// @param ground draws on each page before its content, which then stands over it
  TaggedDocument(
      OutputStream out,
      Look look,
      Metadata metadata,
      Consumer<TaggedDocument> ground,
      Footer footer) {
    this.look = look;
    this.metadata = metadata;
    this.ground = ground;
    this.footer = footer;
    date = GregorianCalendar.from(metadata.at().atZone(ZoneOffset.UTC));
    date.setTimeZone(TimeZone.getTimeZone("UTC"));
    document = new Document(new Rectangle(look.pageWidth(), look.pageHeight()));
    writer = PdfWriter.getInstance(document, out);
    // a tag is an object, and there are tens of thousands: written one by one, they are most of it
    writer.setPdfVersion(PdfWriter.VERSION_1_7);
    writer.setFullCompression();
    writer.setPDFXConformance(PdfWriter.PDFA3A);
    writer.setTagged();
    writer.setTabs(PdfName.S);
    writer.setViewerPreferences(PdfWriter.DisplayDocTitle | PdfWriter.PageModeUseOutlines);
    document.setDocumentLanguage(metadata.language());
    document.addTitle(metadata.title());
    document.addAuthor(metadata.author());
    document.addCreator(Metadata.PRODUCER);
    document.addProducer(Metadata.PRODUCER);
    document.addModificationDate(new PdfDate(date));
    writer.setXmpMetadata(metadata.xmp());
    document.open();
    // only now: open() itself puts the clock's time there
    writer.getInfo().put(PdfName.CREATIONDATE, new PdfDate(date));
    writer.getExtraCatalog().put(PdfName.LANG, new PdfString(metadata.language()));
    try {
      writer.setOutputIntents(
          "sRGB IEC61966-2.1",
          "",
          "http://www.color.org",
          "sRGB IEC61966-2.1",
          ICC_Profile.getInstance(ColorSpace.CS_sRGB));
    } catch (IOException e) {
      throw new IllegalStateException("the colour profile of the Java platform cannot be read", e);
    }
    content = writer.getDirectContent();
    var tree = writer.getStructureTreeRoot();
    tree.put(new PdfName("RoleMap"), new PdfDictionary());
    root = new PdfStructureElement(tree, new PdfName("Document"));
    outlines.put(0, content.getRootOutline());
    artifact(() -> ground.accept(this));
  }

  /// What is drawn on; only inside of marked content.
  PdfContentByte content() {
    return content;
  }

  PdfStructureElement root() {
    return root;
  }

  int page() {
    return page;
  }

  /// The page that each anchor was set on.
  Map<String, Integer> anchors() {
    return Map.copyOf(anchors);
  }

  void newPage() {
    artifact(() -> footer.draw(this, page));
    document.newPage();
    page++;
    artifact(() -> ground.accept(this));
  }

  /// A new element under another.
  PdfStructureElement element(PdfStructureElement parent, String type) {
    return new PdfStructureElement(parent, new PdfName(type));
  }

  /// Gives an element the attributes of an owner, such as `Table`'s `Scope`.
  static void attribute(PdfStructureElement element, String owner, String name, PdfObject value) {
    PdfDictionary attributes = new PdfDictionary();
    attributes.put(PdfName.O, new PdfName(owner));
    attributes.put(new PdfName(name), value);
    element.put(PdfName.A, attributes);
  }

  /// Draws something that belongs to no element: rules, backgrounds, footers.
  void artifact(Runnable drawing) {
    content.beginMarkedContentSequence(ARTIFACT);
    drawing.run();
    content.endMarkedContentSequence();
  }

  /// Draws a figure's inside; its own text, too, is then part of the picture, and `Alt` says what
  /// it shows.
  void figure(PdfStructureElement parent, String alt, float[] box, Runnable drawing) {
    PdfStructureElement figure = element(parent, "Figure");
    figure.put(new PdfName("Alt"), new PdfString(alt, PdfObject.TEXT_UNICODE));
    attribute(figure, "Layout", "BBox", new PdfArray(box));
    content.beginMarkedContentSequence(figure);
    drawing.run();
    content.endMarkedContentSequence();
  }

  /// Sets lines as content of an element, the first with its baseline at `y`.
  ///
  /// @return the baseline that a further line would have
  float lines(PdfStructureElement element, List<Line> lines, float x, float y) {
    return lines(element, lines, x, y, hasLinks(lines));
  }

  static boolean hasLinks(List<Line> lines) {
    return lines.stream().flatMap(l -> l.pieces().stream()).anyMatch(p -> p.run().target() != null);
  }

  /// The same of an element whose content is set in parts.
  ///
  /// @param linked whether any part has a link: then all content is in elements below this one
  float lines(PdfStructureElement element, List<Line> lines, float x, float y, boolean linked) {
    boolean empty = lines.stream().allMatch(l -> l.pieces().isEmpty());
    if (!linked && !empty) {
      content.beginMarkedContentSequence(element);
    }
    float at = y;
    for (Line line : lines) {
      for (Line.Piece piece : line.pieces()) {
        if (linked) {
          inElementOfItsOwn(element, piece, x, at);
        } else {
          show(piece.text(), piece.run().style(), x + piece.x(), at);
        }
      }
      at -= line.leading();
    }
    if (!linked && !empty) {
      content.endMarkedContentSequence();
    }
    return at;
  }

  private void inElementOfItsOwn(PdfStructureElement parent, Line.Piece piece, float x, float y) {
    String target = piece.run().target();
    PdfStructureElement element = element(parent, target == null ? "Span" : "Link");
    content.beginMarkedContentSequence(element);
    show(piece.text(), piece.run().style(), x + piece.x(), y);
    content.endMarkedContentSequence();
    if (target != null) {
      link(element, piece, target, x + piece.x(), y);
    }
  }

  /// An annotation is tied to its element by an object reference, and back by a key of the parent
  /// tree (ISO 32000-1, 14.7.4.3).
  private void link(
      PdfStructureElement element, Line.Piece piece, String target, float x, float y) {
    float size = piece.run().style().size();
    Rectangle box = new Rectangle(x, y - size * 0.25f, x + piece.width(), y + size * 0.8f);
    PdfAnnotation annotation =
        PdfAnnotation.createLink(writer, box, PdfAnnotation.HIGHLIGHT_NONE, target);
    annotation.put(PdfName.BORDER, new PdfBorderArray(0, 0, 0));
    annotation.put(PdfName.F, new PdfNumber(PdfAnnotation.FLAGS_PRINT));
    annotation.put(PdfName.CONTENTS, new PdfString(piece.text(), PdfObject.TEXT_UNICODE));
    annotation.put(
        new PdfName("StructParent"),
        new PdfNumber(writer.getStructureTreeRoot().addExistingObject(element.getReference())));
    writer.addAnnotation(annotation);
    PdfDictionary reference = new PdfDictionary(new PdfName("OBJR"));
    reference.put(new PdfName("Obj"), annotation.getIndirectReference());
    reference.put(new PdfName("Pg"), writer.getCurrentPage());
    PdfArray kids = new PdfArray(element.get(PdfName.K));
    kids.add(reference);
    element.put(PdfName.K, kids);
  }

  /// Sets a text with its baseline's left end at a place; only inside of marked content.
  void show(String text, Style style, float x, float y) {
    content.beginText();
    content.setFontAndSize(fonts.of(style.face()), style.size());
    content.setColorFill(style.color());
    content.setTextMatrix(x, y);
    if (VisualOrder.differs(text)) {
      PdfDictionary spoken = new PdfDictionary();
      spoken.put(new PdfName("ActualText"), new PdfString(text, PdfObject.TEXT_UNICODE));
      content.beginMarkedContentSequence(new PdfName("Span"), spoken, true);
      content.showText(VisualOrder.of(text));
      content.endMarkedContentSequence();
    } else {
      content.showText(text);
    }
    content.endText();
  }

  void rectangle(float x, float y, float width, float height, Color fill) {
    content.setColorFill(fill);
    content.rectangle(x, y, width, height);
    content.fill();
  }

  /// @param reach from the middle to each corner
  void diamond(float x, float y, float reach, Color fill) {
    content.setColorFill(fill);
    content.moveTo(x - reach, y);
    content.lineTo(x, y + reach);
    content.lineTo(x + reach, y);
    content.lineTo(x, y - reach);
    content.closePath();
    content.fill();
  }

  void rule(float x1, float y1, float x2, float y2, float width, Color color) {
    content.setColorStroke(color);
    content.setLineWidth(width);
    content.moveTo(x1, y1);
    content.lineTo(x2, y2);
    content.stroke();
  }

  /// A place that links lead to.
  void anchor(String name, float y) {
    if (anchors.putIfAbsent(name, page) == null) {
      content.localDestination(name, new PdfDestination(PdfDestination.FITH, y));
    }
  }

  /// A bookmark of a level from 1 under the latest one of the level above.
  void bookmark(int level, String title, float y) {
    PdfOutline parent = outlines.get(level - 1);
    if (parent != null) {
      boolean open = level == 1;
      outlines.put(
          level, new PdfOutline(parent, new PdfDestination(PdfDestination.FITH, y), title, open));
    }
  }

  /// Puts a file into the document, as the data that it was made from.
  void attach(String name, String description, byte[] bytes) {
    try {
      PdfDictionary parameters = new PdfDictionary();
      parameters.put(PdfName.MODDATE, new PdfDate(date));
      PdfFileSpecification file =
          PdfFileSpecification.fileEmbedded(
              writer, null, name, bytes, "application/json", parameters, 9);
      file.put(new PdfName("AFRelationship"), new PdfName("Data"));
      file.addDescription(description, true);
      writer.addFileAttachment(name, file);
      writer.getExtraCatalog().put(new PdfName("AF"), new PdfArray(file.getReference()));
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be attached", e);
    }
  }

  /// Ends the last page and the file.
  void close() {
    artifact(() -> footer.draw(this, page));
    byte[] id = md5(metadata.identity());
    writer.getInfo().put(PdfName.FILEID, PdfEncryption.createInfoId(id, id));
    document.close();
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
