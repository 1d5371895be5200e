package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.SignOff;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.CardholderData;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.compliance.scope.Scope.Confirmation;
import dev.palisade.compliance.scope.Scope.Zone;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The scope is whole, and somebody stands for it: every namespace is in a declared zone, what
/// shares traffic with cardholder data is declared to be connected to it, and the document was
/// confirmed within the window.
public final class ScopeConfirmed implements Check {
  @Override
  public String id() {
    return "scope-confirmed";
  }

  @Override
  public String question() {
    return "Is every namespace in a declared zone, every system that shares traffic with cardholder data declared, and was"
        + " the scope confirmed in time?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public Set<String> parameters() {
    return Window.PARAMETERS;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement = Judgement.of(this, x, "namespaces, and the confirmation of the scope");
    Flows flows = new Flows(x);
    SortedSet<String> unassigned = unassigned(x);
    SortedMap<String, ConnectedSystems.Connection> connected = new TreeMap<>();
    ConnectedSystems.of(x, flows)
        .forEach(
            (namespace, connection) -> {
              if (connection.declared()) {
                judgement.note(
                    "namespace "
                        + namespace
                        + " shares registered traffic with cardholder data, so it is a connected system, though"
                        + " its zone is not of category connected: "
                        + connection.path());
              } else {
                connected.put(namespace, connection);
              }
            });
    SortedSet<String> namespaces = new TreeSet<>(x.evidence().inventory().namespaces().keySet());
    flows.endpoints().podList().forEach(pod -> namespaces.add(pod.namespace()));
    judgement.restsOn(flows.endpoints().allPods());
    if (x.scope().cardholderData() == CardholderData.PRESENT
        && x.zoning().podsOf(Category.CARDHOLDER_DATA).isEmpty()) {
      judgement.doubt(
          "no pod is in a cardholder-data zone: what is connected to cardholder data cannot be said");
    }
    judgement.examined(namespaces.size());
    SortedSet<String> found = new TreeSet<>(unassigned);
    found.addAll(connected.keySet());
    for (String namespace : found) {
      judgement.violation(
          violation(namespace, unassigned.contains(namespace), connected.get(namespace)));
    }
    confirmation(judgement, x);
    judgement.closedBy(
        "every namespace is in a declared zone, and only declared systems share traffic with cardholder data");
    return judgement.conclude();
  }

  private static SortedSet<String> unassigned(Examination x) {
    SortedSet<String> names = new TreeSet<>();
    for (Zone zone : x.zoning().zones()) {
      if (zone.name().equals(Scope.UNASSIGNED)) {
        names.addAll(x.zoning().namespacesOf(zone));
      }
    }
    for (Namespace namespace : x.evidence().inventory().namespaces().values()) {
      // one of which a zone takes some pods is as good as assigned while it has no others
      if (names.contains(namespace.name()) && everyPodIsInADeclaredZone(x, namespace.name())) {
        names.remove(namespace.name());
      }
    }
    return names;
  }

  private static boolean everyPodIsInADeclaredZone(Examination x, String namespace) {
    boolean some = false;
    for (Zone zone : x.zoning().zones()) {
      boolean here =
          x.zoning()
              .podsOf(zone)
              .ids()
              .anyMatch(
                  id ->
                      x.evidence()
                          .reachability()
                          .endpoints()
                          .podList()
                          .get(id)
                          .namespace()
                          .equals(namespace));
      if (here && zone.name().equals(Scope.UNASSIGNED)) {
        return false;
      }
      some |= here;
    }
    return some;
  }

  private static Violation violation(
      String namespace, boolean unassigned, ConnectedSystems.@Nullable Connection connection) {
    List<String> reasons = new ArrayList<>();
    if (unassigned) {
      reasons.add("it is in no declared zone");
    }
    List<CitedRule> rules = List.of();
    if (connection != null) {
      reasons.add(
          "it shares traffic with cardholder data that is not registered, and is not declared as connected: "
              + connection.path());
      rules = connection.rules();
    }
    return new Violation(
        "namespace " + namespace + ": " + String.join("; ", reasons),
        new SubjectWitness(namespace, null),
        rules,
        connection == null
            ? "Put namespace " + namespace + " into a zone of the scope."
            : "Declare namespace "
                + namespace
                + " in a zone of category connected, or close the traffic.");
  }

  private static void confirmation(Judgement judgement, Examination x) {
    Window window = Window.of(x);
    History history = x.history();
    String by = null;
    Instant last = null;
    Confirmation declared = x.scope().confirmed();
    if (declared != null) {
      Instant on = declared.on().atStartOfDay(ZoneOffset.UTC).toInstant();
      if (on.isAfter(x.asOf())) {
        judgement.doubt("the scope's own confirmation lies in the future: " + declared.on());
      } else {
        last = on;
        by = declared.by();
      }
    }
    SignOff ofAnother = null;
    for (SignOff signOff : history.signOffs()) {
      if (signOff.subject() != SignOff.Subject.SCOPE || signOff.at().isAfter(x.asOf())) {
        continue;
      }
      if (!x.scope().digest().equals(signOff.scope())) {
        ofAnother = ofAnother == null || signOff.at().isAfter(ofAnother.at()) ? signOff : ofAnother;
      } else if (last == null || signOff.at().isAfter(last)) {
        last = signOff.at();
        by = signOff.by();
      }
    }
    if (last != null && window.holds(last)) {
      judgement.closedBy("the scope was confirmed by " + by + " on " + last);
      return;
    }
    if (ofAnother != null && window.holds(ofAnother.at())) {
      // 12.5.2 asks for it once a year and upon significant change: whether this is one, no
      // document
      // says
      judgement.doubt(
          "the scope is not the one that was confirmed: %s signed another version of it on %s"
              .formatted(ofAnother.by(), ofAnother.at()));
      return;
    }
    if (ofAnother != null && (last == null || ofAnother.at().isAfter(last))) {
      last = ofAnother.at();
      by = ofAnother.by();
    }
    if (last != null || history.covers(window.from())) {
      judgement.violation(
          new Violation(
              "the scope was not confirmed in "
                  + window
                  + (last == null ? "" : "; the last time by " + by + " on " + last),
              new SubjectWitness("scope", null),
              List.of(),
              "Have the scope confirmed by a campaign, or state confirmed: {by, on} in the document."));
    } else {
      judgement.doubt(
          "nobody is known to have confirmed the scope in "
              + window
              + (history.recordedSince() == null
                  ? ", and nothing is kept of the past"
                  : ", and the record begins on " + history.recordedSince()));
    }
  }
}
