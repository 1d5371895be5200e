package dev.palisade.compliance.review.campaign;

import dev.palisade.compliance.review.campaign.CampaignProgress.Standing;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which items of a campaign somebody means: those for which all that is named holds.
///
/// | part | an item is meant where |
/// | --- | --- |
/// | `status`, `subject`, `suggestion` | it is that: `reopened`, `policy`, `keep` |
/// | `zone` | it is the zone or network of that name, or what it lets through names it |
/// | `owner` | that is its owner; capitals do not matter |
/// | `text` | its key, or a line of its evidence, contains it; capitals do not matter |
///
/// An empty part asks for nothing.
public record ItemFilter(
    String status, String subject, String suggestion, String zone, String owner, String text) {

  /// All items.
  public static final ItemFilter ANY = new ItemFilter("", "", "", "", "", "");

  public ItemFilter {
    status = status.strip();
    subject = subject.strip();
    suggestion = suggestion.strip();
    zone = zone.strip();
    owner = owner.strip();
    text = text.strip();
  }

  public boolean matches(Standing standing) {
    ReviewItem item = standing.item();
    return (status.isEmpty() || status.equals(standing.status().toString()))
        && (subject.isEmpty() || subject.equals(item.subject().toString()))
        && (suggestion.isEmpty() || suggestion.equals(item.suggestion().toString()))
        && (owner.isEmpty() || owner.equalsIgnoreCase(item.owner()))
        && (zone.isEmpty() || isOfZone(item))
        && (text.isEmpty() || lines(item).anyMatch(containing(text)));
  }

  private boolean isOfZone(ReviewItem item) {
    boolean isPlace = item.subject() == Subject.ZONE || item.subject() == Subject.NETWORK;
    // the name ends there: zone cde is not zone cde-2
    Pattern named =
        Pattern.compile("\\b(zone|network) " + Pattern.quote(zone) + "(?=$|[ ,;:)]|\\.$)");
    return isPlace
        ? item.name().equals(zone)
        : item.allows().stream().anyMatch(line -> named.matcher(line).find());
  }

  private static Predicate<String> containing(String text) {
    String sought = text.toLowerCase(Locale.ROOT);
    return line -> line.toLowerCase(Locale.ROOT).contains(sought);
  }

  private static Stream<String> lines(ReviewItem item) {
    return Stream.of(
            Stream.of(item.key(), item.because()),
            item.allows().stream(),
            item.usedBy().stream(),
            item.changed().stream(),
            item.findings().stream())
        .flatMap(some -> some);
  }

  /// `status pending, zone cde`; of the filter that all items match, `all items`.
  @Override
  public String toString() {
    StringJoiner parts = new StringJoiner(", ");
    parts.setEmptyValue("all items");
    add(parts, "status", status);
    add(parts, "subject", subject);
    add(parts, "suggestion", suggestion);
    add(parts, "zone", zone);
    add(parts, "owner", owner);
    add(parts, "text", text);
    return parts.toString();
  }

  private static void add(StringJoiner parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + " " + value);
    }
  }
}
