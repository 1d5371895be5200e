package dev.palisade.web;

import dev.palisade.compliance.review.campaign.ItemFilter;
import jakarta.ws.rs.DefaultValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jboss.resteasy.reactive.RestQuery;

/// Which items of a campaign a page shows, as its address says it.
public record ItemQuery(
    @RestQuery @DefaultValue("") String status,
    @RestQuery @DefaultValue("") String subject,
    @RestQuery @DefaultValue("") String suggestion,
    @RestQuery @DefaultValue("") String zone,
    @RestQuery @DefaultValue("") String owner,
    @RestQuery @DefaultValue("") String text) {

  ItemFilter filter() {
    return new ItemFilter(status, subject, suggestion, zone, owner, text);
  }

  /// The query of an address that says so; empty: all items.
  static String of(ItemFilter filter) {
    StringJoiner query = new StringJoiner("&");
    add(query, "status", filter.status());
    add(query, "subject", filter.subject());
    add(query, "suggestion", filter.suggestion());
    add(query, "zone", filter.zone());
    add(query, "owner", filter.owner());
    add(query, "text", filter.text());
    return query.toString();
  }

  private static void add(StringJoiner query, String name, String value) {
    if (!value.isEmpty()) {
      query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
