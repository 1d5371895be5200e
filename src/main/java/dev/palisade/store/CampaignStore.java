package dev.palisade.store;

import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Review campaigns and what happened in them, both only appended to, and sealed.
@ApplicationScoped
@Transactional
public class CampaignStore {
  private static final String LOCK = "campaign";

  private final DataSource database;

  public CampaignStore(DataSource database) {
    this.database = database;
  }

  /// Enters a campaign and seals it.
  ///
  /// @throws NotStored if there is no such cluster
  /// @throws IllegalArgumentException if something happened in it already
  public Campaign open(Campaign campaign) {
    if (!campaign.events().isEmpty()) {
      throw new IllegalArgumentException("nothing happened yet in a campaign that is opened");
    }
    return Jdbc.call(
        database,
        connection -> {
          long cluster = ClusterTable.require(connection, campaign.cluster());
          String document = CampaignText.write(campaign);
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO campaign (cluster, id, document, opened_by, opened_at)"
                      + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, cluster);
            insert.setObject(2, campaign.id());
            insert.setString(3, document);
            insert.setString(4, campaign.openedBy());
            insert.setObject(5, Jdbc.time(campaign.openedAt()));
            insert.executeUpdate();
          }
          LedgerWriter.append(
              connection,
              Seal.ofCampaign(
                  campaign.cluster(),
                  campaign.id(),
                  document,
                  campaign.openedBy(),
                  campaign.openedAt()));
          return campaign;
        });
  }

  /// Enters what happens next, and seals it. Of several at once, one comes after the other.
  ///
  /// @param step makes it of the campaign as it stands; null: nothing happens
  /// @return the campaign as it stands then
  /// @throws NotStored if there is no such campaign
  /// @throws dev.palisade.compliance.review.campaign.RefusedStep if where it stands, or the person,
  ///   does not allow it
  public Campaign next(UUID id, Function<Campaign, @Nullable CampaignEvent> step) {
    return Jdbc.call(
        database,
        connection -> {
          Campaign known = require(connection, id);
          long cluster = ClusterTable.require(connection, known.cluster());
          ClusterTable.lock(connection, LOCK, cluster);
          // something else may have happened before the lock was had
          Campaign before = require(connection, id);
          CampaignEvent event = step.apply(before);
          if (event == null) {
            return before;
          }
          Campaign after = before.with(event);
          append(connection, cluster, after);
          return after;
        });
  }

  private static void append(Connection connection, long cluster, Campaign after)
      throws SQLException {
    CampaignEvent event = after.events().getLast();
    int position = after.events().size();
    String document = CampaignEventText.write(event);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO campaign_event (cluster, campaign, position, document, made_by, made_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, cluster);
      insert.setObject(2, after.id());
      insert.setInt(3, position);
      insert.setString(4, document);
      insert.setString(5, event.by());
      insert.setObject(6, Jdbc.time(event.at()));
      insert.executeUpdate();
    }
    LedgerWriter.append(
        connection,
        Seal.ofCampaignEvent(
            after.cluster(), after.id(), position, document, event.by(), event.at()));
  }

  /// Null when there is none.
  public @Nullable Campaign find(UUID id) {
    return Jdbc.call(database, connection -> find(connection, id));
  }

  private static Campaign require(Connection connection, UUID id) throws SQLException {
    Campaign found = find(connection, id);
    if (found == null) {
      throw new NotStored("there is no campaign " + id);
    }
    return found;
  }

  private static @Nullable Campaign find(Connection connection, UUID id) throws SQLException {
    List<Campaign> found = read(connection, "WHERE k.id = ?", id);
    return found.isEmpty() ? null : found.getFirst();
  }

  /// All campaigns of a cluster, the latest opened first.
  public List<Campaign> list(String cluster) {
    return Jdbc.call(
        database,
        connection ->
            read(connection, "WHERE c.name = ? ORDER BY k.opened_at DESC, k.id", cluster));
  }

  /// Those of a cluster in which somebody signed; whether that completed them they say themselves.
  public List<Campaign> signed(String cluster) {
    return Jdbc.call(
        database,
        connection ->
            read(
                connection,
                """
                WHERE c.name = ? AND EXISTS (
                  SELECT FROM campaign_event e WHERE e.cluster = k.cluster AND e.campaign = k.id
                    AND e.document LIKE '%"kind":"signed-off"%')
                ORDER BY k.opened_at DESC, k.id""",
                cluster));
  }

  private static List<Campaign> read(Connection connection, String where, Object parameter)
      throws SQLException {
    List<Campaign> opened = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT k.id, k.document FROM campaign k JOIN cluster c ON c.id = k.cluster " + where)) {
      select.setObject(1, parameter);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          opened.add(
              CampaignText.read("campaign " + row.getString("id"), row.getString("document")));
        }
      }
    }
    List<Campaign> campaigns = new ArrayList<>();
    for (Campaign campaign : opened) {
      campaigns.add(campaign.with(events(connection, campaign.id())));
    }
    return campaigns;
  }

  private static List<CampaignEvent> events(Connection connection, UUID campaign)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT e.position, e.document FROM campaign_event e"
                + " JOIN campaign k ON k.cluster = e.cluster AND k.id = e.campaign"
                + " WHERE k.id = ? ORDER BY e.position")) {
      select.setObject(1, campaign);
      try (ResultSet row = select.executeQuery()) {
        List<CampaignEvent> events = new ArrayList<>();
        while (row.next()) {
          events.add(
              CampaignEventText.read(
                  "campaign_event " + row.getInt("position") + " of campaign " + campaign,
                  row.getString("document")));
        }
        return events;
      }
    }
  }

  /// Notes that people are told of an instant of a campaign.
  ///
  /// @return whether nobody was told before
  /// @throws NotStored if there is no such campaign
  public boolean remind(UUID campaign, Instant due, Instant now) {
    return Jdbc.call(
        database,
        connection -> {
          long cluster = ClusterTable.require(connection, require(connection, campaign).cluster());
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO campaign_reminder (cluster, campaign, due_at, told_at)"
                      + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setLong(1, cluster);
            insert.setObject(2, campaign);
            insert.setObject(3, Jdbc.time(due));
            insert.setObject(4, Jdbc.time(now));
            return insert.executeUpdate() == 1;
          }
        });
  }
}
