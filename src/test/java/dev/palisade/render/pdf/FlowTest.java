package dev.palisade.render.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/// Page breaks, tried with every amount of text above.
class FlowTest {
  /// About as many lines as a page has, from well before its end on.
  private static final int FIRST = 34;

  private static final int LINES = 46;
  private static final Look LOOK = Templates.shipped().look();
  private static final Style BODY = LOOK.style("body");

  @Test
  void aHeadingIsNeverTheLastThingOnAPage() throws IOException {
    tried(
        flow -> flow.paragraph("One line.", "body"),
        flow -> flow.paragraph("word ".repeat(300), "body"),
        flow -> flow.list(List.of(Run.one("An item.", BODY), Run.one("Another.", BODY))),
        flow -> flow.code("kind: Pod\nmetadata:\n  name: web\n  namespace: shop\n"),
        flow -> {
          Table table =
              new Table(
                  flow,
                  Table.RowHeader.FIRST_CELL,
                  List.of(new Table.Column("A", 1), new Table.Column("B", 1)));
          table.row(List.of(Run.one("a", BODY), Run.one("word ".repeat(40), BODY)));
          table.end();
        },
        flow ->
            flow.figure(
                200, "a figure", top -> flow.document.show("drawn", BODY, flow.left(), top - 20)));
  }

  @SafeVarargs
  private static void tried(Consumer<Flow>... blocks) throws IOException {
    for (Consumer<Flow> block : blocks) {
      for (int above = FIRST; above < LINES; above++) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TaggedDocument document = document(out);
        Flow flow = new Flow(document, Map.of());
        fill(flow, above);
        flow.heading(1, "Chapter", null);
        flow.heading(2, "Section", null);
        block.accept(flow);
        document.close();

        PdfReader reader = new PdfReader(out.toByteArray());
        for (int page = 1; page <= reader.getNumberOfPages(); page++) {
          assertThat(new PdfTextExtractor(reader).getTextFromPage(page).strip())
              .as("page %s with %s lines above", page, above)
              .doesNotEndWith("Chapter")
              .doesNotEndWith("Section");
        }
      }
    }
  }

  private static void fill(Flow flow, int lines) {
    for (int i = 0; i < lines; i++) {
      flow.paragraph("A line above.", "body");
    }
  }

  @Test
  void noSingleLineOfAParagraphGoesOver() {
    // the same paragraph ends at each possible place of the page
    int broken = 0;
    for (int above = FIRST; above < LINES; above++) {
      TaggedDocument document = document(OutputStream.nullOutputStream());
      Flow flow = new Flow(document, Map.of());
      fill(flow, above);
      int before = document.page();
      flow.paragraph("word ".repeat(120), "body");
      if (document.page() > before) {
        float used = flow.top() - flow.y() - LOOK.number("paragraph.below");
        broken++;
        assertThat(used).isGreaterThanOrEqualTo(2 * BODY.leading() - 0.1f);
      }
    }
    assertThat(broken).isPositive();
  }

  private static TaggedDocument document(OutputStream out) {
    return new TaggedDocument(
        out, LOOK, new Metadata("t", "a", "en", Instant.EPOCH, "i"), on -> {}, (on, page) -> {});
  }
}
