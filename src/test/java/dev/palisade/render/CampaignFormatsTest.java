package dev.palisade.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.compliance.review.campaign.SomeCampaign;
import dev.palisade.render.csv.CampaignCsv;
import dev.palisade.render.json.CampaignJson;
import dev.palisade.render.pdf.CampaignPdf;
import dev.palisade.render.pdf.PdfRules;
import dev.palisade.render.pdf.Templates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignFormatsTest {
  private static CampaignReport report(Campaign campaign) {
    return CampaignReport.of(campaign);
  }

  private static String json(Campaign campaign) {
    return new String(CampaignJson.bytes(report(campaign)), StandardCharsets.UTF_8);
  }

  private static List<Error> violations(String text) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("docs/schema/campaign.v1.json")))
        .validate(text, InputFormat.JSON);
  }

  private static byte[] pdf(Campaign campaign) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CampaignReport report = report(campaign);
    CampaignPdf.write(report, CampaignJson.bytes(report), Templates.shipped(), out);
    return out.toByteArray();
  }

  @Test
  void theJsonFollowsThePublishedSchema() throws IOException {
    for (Campaign campaign : List.of(SomeCampaign.open(2), SomeCampaign.signedOff(2))) {
      assertThat(violations(json(campaign))).isEmpty();
      assertThat(json(campaign)).doesNotContain("null");
    }
    assertThat(violations(json(SomeCampaign.open(1)).replace("\"pending\"", "\"fine\"")))
        .isNotEmpty();
    assertThat(violations(json(SomeCampaign.open(1)).replace("\"signers\"", "\"names\"")))
        .isNotEmpty();
  }

  @Test
  void noCellOfTheSheetIsAFormula() {
    String sheet = CampaignCsv.of(report(SomeCampaign.signedOff(1)));
    assertThat(sheet.lines().findFirst().orElseThrow()).startsWith("campaign,cluster,subject,name");
    assertThat(sheet).contains("'=cmd|").contains("'+as it should be").doesNotContain(",=cmd");
    assertThat(sheet).contains("certify,ada,2026-01-10T09:00:03Z");
  }

  @Test
  void thePdfIsAccessibleAndArchivableOverManyPages() throws Exception {
    assertThat(PdfRules.broken(pdf(SomeCampaign.signedOff(120)))).isEmpty();
    assertThat(PdfRules.broken(pdf(SomeCampaign.open(1)))).isEmpty();
  }

  @Test
  void theSameCampaignGivesTheSameBytes() {
    assertThat(pdf(SomeCampaign.signedOff(3))).isEqualTo(pdf(SomeCampaign.signedOff(3)));
  }
}
