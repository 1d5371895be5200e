package dev.palisade.application;

import dev.palisade.analysis.traffic.IpSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// An end of a flow as it is named, whatever was there at which time.
///
/// @param option by which it was given, for messages
/// @param namespace null: it is addresses
/// @param addresses none: it is pods
record PastEnd(
    String option,
    String text,
    @Nullable String namespace,
    @Nullable String name,
    IpSet addresses) {

  /// @param networks addresses by the names that a scope gives them
  /// @throws UnusableInput when it names no end of a flow
  static PastEnd parse(String option, String text, Map<String, IpSet> networks) {
    Optional<IpSet> addresses =
        FlowEnd.addressesOf(text).or(() -> Optional.ofNullable(networks.get(text)));
    if (addresses.isPresent()) {
      return new PastEnd(option, text, null, null, addresses.get());
    }
    Matcher named = FlowEnd.NAME.matcher(text);
    if (!named.matches()) {
      throw new UnusableInput(
          option
              + ": '"
              + text
              + "' names no end of a flow: expected namespace/name, namespace/name[Kind], an address,"
              + " a CIDR, a network of the scope or internet");
    }
    return new PastEnd(option, text, named.group("namespace"), named.group("name"), IpSet.NONE);
  }
}
