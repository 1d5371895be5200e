package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.NamedPort;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.PortNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `ports` or `notPorts` of a source or destination (`numorstring.Port`): numbers, ranges `80:90`,
/// and names, which are looked up on the endpoints of that side.
///
/// @param given whether there is any
/// @param numbers all numbers and ranges
record PortList(boolean given, PortSet numbers, List<String> names) {
  private static final Pattern RANGE = Pattern.compile("(\\d+):(\\d+)");
  private static final Pattern DASHED = Pattern.compile("(\\d+)-(\\d+)");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

  PortList {
    names = List.copyOf(names);
  }

  static PortList read(Candidate candidate, Cursor list) {
    PortSet numbers = PortSet.NONE;
    List<String> names = new ArrayList<>();
    List<Cursor> items = list.items();
    for (Cursor item : items) {
      if (!item.isString()) {
        numbers = numbers.union(PortSet.of(PortNumber.read(candidate, item)));
        continue;
      }
      String text = item.requiredText();
      PortSet range = range(candidate, item, text);
      if (range != null) {
        numbers = numbers.union(range);
      } else {
        names.add(text);
        name(candidate, item, text);
      }
    }
    return new PortList(!items.isEmpty(), numbers, names);
  }

  /// @return null when the text is a name
  private static @Nullable PortSet range(Candidate candidate, Cursor at, String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return between(candidate, at, text, text);
    }
    Matcher range = RANGE.matcher(text);
    return range.matches() ? between(candidate, at, range.group(1), range.group(2)) : null;
  }

  private static PortSet between(Candidate candidate, Cursor at, String from, String to) {
    long first = number(from);
    long last = number(to);
    if (!PortNumber.isPort(first) || !PortNumber.isPort(last)) {
      candidate.refuse(at, PortNumber.problem(PortNumber.isPort(first) ? last : first));
      return PortSet.NONE;
    }
    if (first > last) {
      candidate.refuse(at, "the range " + from + ":" + to + " ends before it begins");
      return PortSet.NONE;
    }
    return PortSet.of(new PortRange((int) first, (int) last));
  }

  private static long number(String digits) {
    // longer than any port number, and perhaps than a long
    return digits.length() > 9 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private static void name(Candidate candidate, Cursor at, String text) {
    Matcher dashed = DASHED.matcher(text);
    if (dashed.matches()) {
      candidate.advise(
          at,
          "\""
              + text
              + "\" is read as the name of a port: the range is written \""
              + dashed.group(1)
              + ":"
              + dashed.group(2)
              + "\"");
    } else if (!NAME.matcher(text).matches()) {
      candidate.refuse(
          at,
          "\""
              + text
              + "\" is no port: expected a number, a range as in \"8080:8090\", or a name of at most 128 letters, digits, \"_\", \".\" and \"-\"");
    }
  }

  /// The traffic whose port at a side is one of the numbers.
  TrafficMatch numbered(Protocol protocol, Side side) {
    if (numbers.isEmpty()) {
      return new TrafficMatch.Exactly(TrafficSet.NONE);
    }
    return new TrafficMatch.Exactly(
        side == Side.DESTINATION
            ? TrafficSet.of(protocol, numbers)
            : TrafficSet.of(protocol, PortSet.ALL, numbers));
  }

  /// The traffic whose port at a side is in the list.
  TrafficMatch any(Protocol protocol, Side side) {
    List<TrafficMatch> parts = new ArrayList<>();
    parts.add(numbered(protocol, side));
    names.forEach(name -> parts.add(new NamedPort(protocol, name, side)));
    return Matches.anyOf(parts);
  }
}
