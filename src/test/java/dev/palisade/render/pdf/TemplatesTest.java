package dev.palisade.render.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.render.json.ReportJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
  @TempDir Path folder;

  private record Case(String file, String content, String message) {}

  @Test
  void nonsenseIsRefusedWithItsFileAndKey() throws IOException {
    for (Case wrong :
        List.of(
            new Case("texts.properties", "isuer.name = x", "isuer.name: there is no such key"),
            new Case(
                "texts.properties", "footer.left = {7}", "footer.left: nothing is put in for {7}"),
            new Case("texts.properties", "issuer.name =", "issuer.name: must not be empty"),
            new Case(
                "texts.properties", "language = english?", "language: \"english?\" is no language"),
            new Case("texts.properties", "language = \\uZZ", "texts.properties"),
            new Case("layout.properties", "h1.siez = 12", "h1.siez: there is no such key"),
            new Case("layout.properties", "h1.size = twelve", "h1.size: \"twelve\" is no number"),
            new Case("layout.properties", "h1.size = 0", "h1.size: \"0\" points"),
            new Case("layout.properties", "page.width = NaN", "page.width: \"NaN\""),
            new Case("layout.properties", "page.width = 200", "page and margin leave 100.0"),
            new Case(
                "layout.properties", "color.accent = blue", "color.accent: \"blue\" is no colour"),
            new Case("layout.properties", "h1.color = blue", "there is no color.blue"),
            new Case(
                "layout.properties", "h1.font = comic", "h1.font: expected text, bold or mono"),
            new Case("logo.png", "GIF89a", "logo.png: not a PNG picture"),
            new Case("logo.svg", "<svg/>", "logo.svg: a logo is a PNG picture named logo.png"),
            new Case("Logo.JPG", "x", "Logo.JPG: a logo is a PNG picture named logo.png"),
            new Case("text.properties", "", "text.properties: expected texts.properties"))) {
      Path of = Files.createTempDirectory(folder, "templates");
      Files.writeString(of.resolve(wrong.file()), wrong.content());

      assertThatThrownBy(() -> Templates.from(of))
          .as(wrong.toString())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.file())
          .hasMessageContaining(wrong.message());
    }
  }

  @Test
  void aSmallFileWithAnEnormousPictureIsRefused() throws IOException {
    // signature, length and name of the header, 30,000 x 30,000 pixels
    ByteBuffer png = ByteBuffer.allocate(40).putLong(0x89504e470d0a1a0aL);
    png.putInt(13).putInt(0x49484452).putInt(30_000).putInt(30_000);
    Files.write(folder.resolve("logo.png"), png.array());

    assertThatThrownBy(() -> Templates.from(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("logo.png: 30000 x 30000 pixels are more than 4096 x 4096");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Templates.from(folder.resolve("none")))
        .hasMessageContaining("none cannot be read");
  }

  @Test
  void aCompanysLogoAndColoursStandInAReportThatIsStillAccessible() throws Exception {
    BufferedImage picture = new BufferedImage(300, 80, BufferedImage.TYPE_INT_ARGB);
    picture.createGraphics().fillOval(0, 0, 80, 80);
    ImageIO.write(picture, "png", folder.resolve("logo.png").toFile());
    Files.writeString(folder.resolve("README.md"), "Ours.");
    Files.writeString(
        folder.resolve("texts.properties"), "issuer.logo = Firma \u017dlu\u0165, a circle\n");
    Files.writeString(folder.resolve("layout.properties"), "color.accent = #7a0019\n");
    Report report = SomeReport.withOneOfEverything();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    ReportPdf.write(report, ReportJson.bytes(report), Templates.from(folder), out);
    ReportPdf.write(report, ReportJson.bytes(report), Templates.from(folder), again);

    assertThat(PdfRules.broken(out.toByteArray())).isEmpty();
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
  }
}
