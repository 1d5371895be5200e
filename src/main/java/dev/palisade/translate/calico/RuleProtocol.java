package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `protocol`, `notProtocol`, `icmp`, `notICMP` and `ipVersion` of a rule.
///
/// @param protocol null: any
/// @param version 4 or 6; null: both
/// @param traffic what all of them leave
record RuleProtocol(@Nullable Protocol protocol, @Nullable Integer version, TrafficMatch traffic) {
  private static final KnownFields ICMP = KnownFields.of("type", "code");
  private static final int HIGHEST_TYPE = 254;
  private static final int HIGHEST_CODE = 255;

  private static final Map<String, Protocol> NAMES =
      Map.of(
          "TCP", Protocol.TCP,
          "UDP", Protocol.UDP,
          "SCTP", Protocol.SCTP,
          "ICMP", Protocol.ICMP,
          "ICMPv6", Protocol.ICMPV6,
          "UDPLite", Protocol.UDPLITE);

  static RuleProtocol read(Candidate candidate, Cursor rule) {
    Protocol protocol = protocol(candidate, rule.get("protocol"));
    Protocol notProtocol = protocol(candidate, rule.get("notProtocol"));
    Integer version = version(candidate, rule.get("ipVersion"));
    checkVersion(candidate, rule, "protocol", protocol, version);
    checkVersion(candidate, rule, "notProtocol", notProtocol, version);
    List<TrafficMatch> parts = new ArrayList<>();
    if (protocol != null) {
      parts.add(new TrafficMatch.Exactly(TrafficSet.of(protocol)));
    }
    if (notProtocol != null) {
      parts.add(new TrafficMatch.Exactly(TrafficSet.of(notProtocol).complement()));
    }
    if (rule.get("icmp").isPresent()) {
      if (protocol == null || !protocol.hasIcmpTypes()) {
        candidate.refuse(
            rule.get("icmp"), "icmp needs a protocol: expected protocol ICMP or ICMPv6");
      } else {
        parts.add(new TrafficMatch.Exactly(icmp(candidate, rule.get("icmp"), List.of(protocol))));
      }
    }
    Cursor notIcmp = rule.get("notICMP");
    if (notIcmp.isPresent()) {
      boolean certain = protocol != null && protocol.hasIcmpTypes();
      if (!certain) {
        candidate.warn(
            notIcmp,
            Effect.MAY_ALLOW,
            "notICMP without the protocol ICMP or ICMPv6: what then is enforced is not known");
      }
      if (notIcmp.get("type").isPresent()) {
        List<Protocol> of =
            protocol != null && protocol.hasIcmpTypes()
                ? List.of(protocol)
                : List.of(Protocol.ICMP, Protocol.ICMPV6);
        parts.add(new TrafficMatch.Exactly(icmp(candidate, notIcmp, of).complement()));
      } else {
        icmp(candidate, notIcmp, List.of());
      }
    }
    return new RuleProtocol(protocol, version, Matches.allOf(parts));
  }

  private static TrafficSet icmp(Candidate candidate, Cursor at, List<Protocol> protocols) {
    ICMP.check(candidate, at);
    Integer type = octet(candidate, at.get("type"), HIGHEST_TYPE);
    Integer code = octet(candidate, at.get("code"), HIGHEST_CODE);
    if (at.get("code").isPresent() && !at.get("type").isPresent()) {
      candidate.refuse(at.get("code"), "an ICMP code needs a type");
    }
    TrafficSet traffic = TrafficSet.NONE;
    for (Protocol protocol : protocols) {
      traffic =
          traffic.union(
              type == null ? TrafficSet.of(protocol) : TrafficSet.icmp(protocol, type, code));
    }
    return traffic;
  }

  private static @Nullable Integer octet(Candidate candidate, Cursor at, int highest) {
    Long number = at.integer();
    if (number == null) {
      return null;
    }
    if (number < 0 || number > highest) {
      candidate.refuse(at, number + " is out of range: expected 0 to " + highest);
      return null;
    }
    return number.intValue();
  }

  private static void checkVersion(
      Candidate candidate,
      Cursor rule,
      String field,
      @Nullable Protocol protocol,
      @Nullable Integer version) {
    if (protocol == null || version == null) {
      return;
    }
    if (protocol.equals(Protocol.ICMP) && version != 4) {
      candidate.refuse(rule.get("ipVersion"), "the " + field + " ICMP needs ipVersion 4");
    } else if (protocol.equals(Protocol.ICMPV6) && version != 6) {
      candidate.refuse(rule.get("ipVersion"), "the " + field + " ICMPv6 needs ipVersion 6");
    }
  }

  private static @Nullable Integer version(Candidate candidate, Cursor at) {
    Long version = at.integer();
    if (version == null) {
      return null;
    }
    if (version != 4 && version != 6) {
      candidate.refuse(at, version + " is no IP version: expected 4 or 6");
      return null;
    }
    return version.intValue();
  }

  /// @return null when it is absent, and when it was refused
  static @Nullable Protocol protocol(Candidate candidate, Cursor at) {
    if (!at.isPresent()) {
      return null;
    }
    Protocol named = at.isString() ? NAMES.get(at.requiredText()) : null;
    if (named != null) {
      return named;
    }
    long number = at.isString() ? digits(at.requiredText()) : number(at);
    if (number >= 1 && number <= 255) {
      return new Protocol((int) number);
    }
    candidate.refuse(
        at,
        (at.isString() ? "\"" + at.requiredText() + "\"" : String.valueOf(number))
            + " is no protocol: expected TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 1 to 255"
            + meant(at));
    return null;
  }

  private static String meant(Cursor at) {
    if (at.isString()) {
      String text = at.requiredText().toLowerCase(Locale.ROOT);
      for (String name : List.of("TCP", "UDP", "SCTP", "ICMP", "ICMPv6", "UDPLite")) {
        if (name.toLowerCase(Locale.ROOT).equals(text)) {
          return "; " + name + " is meant?";
        }
      }
    }
    return "";
  }

  private static long number(Cursor at) {
    Long number = at.integer();
    return number == null ? -1 : number;
  }

  private static long digits(String text) {
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
  }
}
