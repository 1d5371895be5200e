package dev.palisade.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// Compares the rows of campaigns with the lines of the log that seal them.
final class CampaignCheck {
  private final Connection connection;
  private final LogCheck log;

  CampaignCheck(Connection connection, LogCheck log) {
    this.connection = connection;
    this.log = log;
  }

  void run() throws SQLException {
    Rows.each(
        connection,
        """
        SELECT c.name, k.id, k.document, k.opened_by, k.opened_at
        FROM campaign k JOIN cluster c ON c.id = k.cluster ORDER BY k.cluster, k.id""",
        row -> {
          UUID id = row.getObject("id", UUID.class);
          String cluster = row.getString("name");
          log.seals(
              "campaign " + id + " of cluster " + cluster,
              Seal.ofCampaign(
                  cluster,
                  id,
                  row.getString("document"),
                  row.getString("opened_by"),
                  Jdbc.instant(row, "opened_at")));
        });
    Rows.each(
        connection,
        """
        SELECT c.name, e.campaign, e.position, e.document, e.made_by, e.made_at
        FROM campaign_event e JOIN cluster c ON c.id = e.cluster
        ORDER BY e.cluster, e.campaign, e.position""",
        row -> {
          UUID campaign = row.getObject("campaign", UUID.class);
          int position = row.getInt("position");
          log.seals(
              "campaign_event " + position + " of campaign " + campaign,
              Seal.ofCampaignEvent(
                  row.getString("name"),
                  campaign,
                  position,
                  row.getString("document"),
                  row.getString("made_by"),
                  Jdbc.instant(row, "made_at")));
        });
  }
}
