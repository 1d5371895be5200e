package dev.palisade.application.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.application.campaign.Judged.Found;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.Party;
import dev.palisade.compliance.scope.Scope.RegisterEntry;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.ledger.Hash;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Every entry of the register, but for the implicit one for DNS, which nobody declared.
///
/// | suggestion | where |
/// | --- | --- |
/// | remove | the policies let none of its traffic through |
/// | justify | owner, justification, approval or a review date to come is missing |
/// | keep | otherwise |
final class RegisterItems {
  private final Judged judged;
  private final Examination examination;
  private final Reachability reachability;

  RegisterItems(Judged judged) {
    this.judged = judged;
    this.examination = judged.examination();
    this.reachability = examination.evidence().reachability();
  }

  /// @param carriers by entry, which policies let its flows through, as far as that was asked
  List<ReviewItem> items(SortedMap<String, SortedSet<String>> carriers) {
    List<ReviewItem> items = new ArrayList<>();
    for (RegisterEntry entry : examination.scope().register()) {
      if (!entry.id().equals(Scope.DNS_ENTRY)) {
        items.add(item(entry, carriers.getOrDefault(entry.id(), new TreeSet<>())));
      }
    }
    return items;
  }

  private ReviewItem item(RegisterEntry entry, SortedSet<String> carriers) {
    String digest = digest(entry);
    String key = Subject.REGISTER_ENTRY + " " + entry.id();
    List<Found> found =
        judged.open(finding -> PolicyItems.isAbout(finding, "register entry " + entry.id()));
    boolean isUsed =
        examination.zoning().register().stream()
            .anyMatch(flow -> flow.entry().equals(entry) && isUsed(flow));
    List<String> usedBy = new ArrayList<>(carriers);
    if (isUsed && usedBy.isEmpty()) {
      usedBy.add("the policies let some of its traffic through");
    }
    List<String> allows = new ArrayList<>();
    allows.add(entry.traffic() + " from " + text(entry.from()) + " to " + text(entry.to()));
    say(allows, "justification", entry.justification());
    say(allows, "approved by", entry.approvedBy());
    say(allows, "ticket", entry.ticket());
    String lacks = lacks(entry, examination.asOf().atOffset(ZoneOffset.UTC).toLocalDate());
    Suggestion suggestion =
        !isUsed ? Suggestion.REMOVE : lacks.isEmpty() ? Suggestion.KEEP : Suggestion.JUSTIFY;
    return new ReviewItem(
        Subject.REGISTER_ENTRY,
        entry.id(),
        digest,
        allows,
        usedBy,
        entry.owner(),
        entry.reviewBy(),
        judged.sincePrevious(key, digest),
        found.stream().map(Found::text).distinct().toList(),
        suggestion,
        switch (suggestion) {
          case REMOVE -> "the policies let none of its traffic through";
          case JUSTIFY -> lacks;
          case KEEP, TIGHTEN -> "the policies let its traffic through, and it is complete";
        });
  }

  private static void say(List<String> to, String what, @Nullable String text) {
    if (text != null) {
      to.add(what + ": " + text);
    }
  }

  private static String lacks(RegisterEntry entry, LocalDate today) {
    List<String> lacks = new ArrayList<>();
    if (entry.owner() == null) {
      lacks.add("nobody is named as its owner");
    }
    if (entry.justification() == null) {
      lacks.add("it has no justification");
    }
    if (entry.approvedBy() == null) {
      lacks.add("nobody is named who approved it");
    }
    LocalDate reviewBy = entry.reviewBy();
    if (reviewBy == null) {
      lacks.add("it names no day by which to review it");
    } else if (reviewBy.isBefore(today)) {
      lacks.add("its review was due on " + reviewBy);
    }
    return String.join("; ", lacks);
  }

  private boolean isUsed(AuthorisedFlow flow) {
    EndpointSet pods = reachability.endpoints().allPods();
    EndpointSet into = flow.destinations().and(pods);
    return into.isEmpty()
        ? flow.sources().and(pods).ids().anyMatch(id -> leadsOut(id, flow))
        : into.ids().anyMatch(id -> leadsIn(id, flow));
  }

  private boolean leadsIn(int destination, AuthorisedFlow flow) {
    return reachability.sourcesOf(destination).cells().stream()
        .anyMatch(cell -> flow.traffic().overlaps(cell.traffic())
            && hasOther(cell, flow.sources(), destination));
  }

  private boolean leadsOut(int source, AuthorisedFlow flow) {
    return reachability.destinationsOf(source).cells().stream()
        .anyMatch(cell -> flow.traffic().overlaps(cell.traffic())
            && hasOther(cell, flow.destinations(), source));
  }

  /// A pod always reaches itself.
  private static boolean hasOther(Cell cell, EndpointSet ends, int self) {
    return !cell.endpoints().and(ends).minus(EndpointSet.of(self)).isEmpty();
  }

  static String text(Party party) {
    return switch (party) {
      case Party.OfZone(String zone, var pods) ->
          "zone " + zone + (pods == null ? "" : ", pods " + pods);
      case Party.OfNetwork(String network) ->
          network.equals(Scope.INTERNET) ? network : "network " + network;
      case Party.ClusterDns dns -> "the cluster's DNS";
      case Party.AnyPod any -> "every pod";
    };
  }

  /// Over all that the entry says, wherever it stands in the document.
  private static String digest(RegisterEntry entry) {
    Map<String, Node> said = new TreeMap<>();
    said.put("id", Node.text(entry.id()));
    said.put("from", Node.text(text(entry.from())));
    said.put("to", Node.text(text(entry.to())));
    said.put("traffic", Node.text(entry.traffic().toString()));
    put(said, "justification", entry.justification());
    put(said, "owner", entry.owner());
    put(said, "approvedBy", entry.approvedBy());
    put(said, "ticket", entry.ticket());
    put(said, "reviewBy", entry.reviewBy());
    return digest(said);
  }

  private static void put(Map<String, Node> said, String key, @Nullable Object value) {
    if (value != null) {
      said.put(key, Node.text(value.toString()));
    }
  }

  static String digest(Map<String, Node> said) {
    return Hash.of(CanonicalJson.text(Node.object(said)).getBytes(UTF_8)).toString();
  }
}
