package dev.palisade.compliance.exception;

import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.control.Waivers.Waiver;
import dev.palisade.compliance.control.WitnessSelector;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Findings that are to be borne for a while, and what became of the request: requested, then
/// approved by somebody else or rejected, and an approved one perhaps revoked.
///
/// @param check id of the check whose findings these are
/// @param findings at least one
/// @param compensatingControl what keeps the risk small meanwhile
/// @param ticket null: none
/// @param from the instant from which it is asked for
/// @param until the instant at which it stops counting, exclusive; at most 12 months after `from`
/// @param decisions in their order
public record RiskException(
    UUID id,
    String cluster,
    String check,
    List<Excepted> findings,
    String reason,
    String compensatingControl,
    @Nullable String ticket,
    String requestedBy,
    Instant requestedAt,
    Instant from,
    Instant until,
    List<Decision> decisions) {
  private static final int LONGEST_MONTHS = 12;

  /// A finding that is excepted, or all that a selector chooses.
  ///
  /// @param fingerprint null: the selector chooses
  /// @param selector null: the fingerprint names the one
  /// @param traffic the most that is excepted; null for a finding without a flow
  public record Excepted(
      @Nullable String fingerprint,
      @Nullable WitnessSelector selector,
      @Nullable TrafficSet traffic) {

    /// @throws IllegalArgumentException if it names nothing or both, or a selector of flows comes
    ///   without traffic
    public Excepted {
      if ((fingerprint == null) == (selector == null)) {
        throw new IllegalArgumentException(
            "an exception names findings by fingerprint or by a selector, one of the two");
      }
      if (selector != null && selector.ofFlows() != (traffic != null)) {
        throw new IllegalArgumentException(
            selector.ofFlows()
                ? "a selector of flows names the traffic that is excepted"
                : "a selector of subjects names no traffic");
      }
    }

    public Excepted(String fingerprint, @Nullable TrafficSet traffic) {
      this(fingerprint, null, traffic);
    }

    /// @param traffic as [#trafficText] writes it
    /// @throws IllegalArgumentException if it is no traffic, or none where flows are chosen
    public static Excepted read(WitnessSelector selector, @Nullable String traffic) {
      return new Excepted(
          null, selector, traffic == null ? null : TrafficNotation.parse(traffic, TrafficSet.ALL));
    }

    /// @param traffic as [#trafficText] writes it; null for a finding without a flow
    /// @throws IllegalArgumentException if it is no traffic
    public static Excepted read(String fingerprint, @Nullable String traffic) {
      return new Excepted(
          fingerprint, traffic == null ? null : TrafficNotation.parse(traffic, TrafficSet.ALL));
    }

    /// The traffic with nothing left out, ICMP and other protocols neither: `All Connections` is
    /// all that there is.
    public @Nullable String trafficText() {
      return traffic == null ? null : TrafficNotation.format(traffic, TrafficSet.ALL);
    }
  }

  /// What was decided.
  public record Decision(Kind kind, String by, Instant at, String reason) {
    /// How it was decided.
    public enum Kind {
      APPROVED,
      REJECTED,
      REVOKED
    }
  }

  /// Where an exception stands.
  public enum State {
    REQUESTED,
    APPROVED,
    REJECTED,
    REVOKED,
    EXPIRED
  }

  /// @throws IllegalArgumentException if the request is incomplete or asks for too long
  /// @throws RefusedDecision if the decisions are not such as the life of an exception allows
  public RiskException {
    findings =
        findings.stream().distinct().sorted(Comparator.comparing(RiskException::nameOf)).toList();
    decisions = List.copyOf(decisions);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("an exception names at least one finding");
    }
    requireText("reason", reason);
    requireText("compensating control", compensatingControl);
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "an exception ends after it begins: from " + from + " until " + until);
    }
    Instant latest = from.atOffset(ZoneOffset.UTC).plusMonths(LONGEST_MONTHS).toInstant();
    if (until.isAfter(latest)) {
      throw new IllegalArgumentException(
          "an exception lasts at most "
              + LONGEST_MONTHS
              + " months: until "
              + latest
              + ", not "
              + until);
    }
    for (int i = 0; i < decisions.size(); i++) {
      requireAllowed(decisions.subList(0, i), decisions.get(i), requestedBy);
    }
  }

  private static String nameOf(Excepted excepted) {
    return excepted.fingerprint() == null
        ? String.valueOf(excepted.selector())
        : excepted.fingerprint();
  }

  private static void requireText(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("an exception states its " + what);
    }
  }

  private static void requireAllowed(List<Decision> before, Decision next, String requestedBy) {
    Decision.Kind last = before.isEmpty() ? null : before.getLast().kind();
    boolean inOrder =
        switch (next.kind()) {
          case APPROVED, REJECTED -> last == null;
          case REVOKED -> last == Decision.Kind.APPROVED;
        };
    if (!inOrder) {
      throw new RefusedDecision(
          "an exception that is "
              + (last == null ? "only requested" : "already " + last)
              + " cannot be "
              + next.kind());
    }
    if (next.kind() == Decision.Kind.APPROVED && next.by().equalsIgnoreCase(requestedBy)) {
      throw new RefusedDecision(
          "who requests an exception cannot approve it: " + requestedBy + " did request this one");
    }
  }

  /// This exception with one more decision.
  ///
  /// @throws RefusedDecision if the state or the person does not allow it
  public RiskException decided(Decision decision) {
    return new RiskException(
        id,
        cluster,
        check,
        findings,
        reason,
        compensatingControl,
        ticket,
        requestedBy,
        requestedAt,
        from,
        until,
        Stream.concat(decisions.stream(), Stream.of(decision)).toList());
  }

  /// Where it stands at an instant. An exception that nobody decided on expires as well.
  public State stateAt(Instant instant) {
    State state = State.REQUESTED;
    for (Decision decision : decisions) {
      if (!decision.at().isAfter(instant)) {
        state = State.valueOf(decision.kind().name());
      }
    }
    boolean counts = state == State.REQUESTED || state == State.APPROVED;
    return counts && !instant.isBefore(until) ? State.EXPIRED : state;
  }

  /// What the exceptions waive. An exception counts from its approval, not before, and until it is
  /// revoked or ends; so that a judgement as of a past instant finds what counted then.
  public static Waivers waivers(Collection<RiskException> exceptions) {
    List<Waiver> waivers = new ArrayList<>();
    exceptions.stream()
        .sorted(Comparator.comparing(RiskException::requestedAt).thenComparing(RiskException::id))
        .forEach(exception -> exception.addWaivers(waivers));
    return new Waivers(waivers);
  }

  /// When an exception counts, its end not included.
  public record Force(Instant from, Instant until) {}

  /// From its approval, not before, and until it is revoked or ends; null: it never counts.
  public @Nullable Force force() {
    Instant begin = null;
    Instant end = until;
    for (Decision decision : decisions) {
      switch (decision.kind()) {
        case APPROVED -> begin = decision.at().isAfter(from) ? decision.at() : from;
        case REVOKED -> end = decision.at().isBefore(until) ? decision.at() : until;
        case REJECTED -> {}
      }
    }
    return begin == null || !begin.isBefore(end) ? null : new Force(begin, end);
  }

  private void addWaivers(List<Waiver> waivers) {
    Force force = force();
    if (force == null) {
      return;
    }
    for (Excepted finding : findings) {
      waivers.add(
          new Waiver(
              id.toString(),
              check,
              finding.fingerprint(),
              finding.selector(),
              finding.traffic(),
              force.from(),
              force.until()));
    }
  }
}
