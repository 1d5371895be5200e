package dev.palisade.render.json;

import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/// A review campaign in the format `palisade/campaign/v1`: `docs/schema/campaign.v1.json`.
public final class CampaignJson {
  public static final String FORMAT = "palisade/campaign/v1";

  private CampaignJson() {}

  /// Canonical JSON.
  public static byte[] bytes(CampaignReport campaign) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("format", Node.text(FORMAT));
    fields.putAll(RecordJson.fields(campaign));
    return CanonicalJson.bytes(Node.object(fields));
  }
}
