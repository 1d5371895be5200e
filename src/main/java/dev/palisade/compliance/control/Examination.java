package dev.palisade.compliance.control;

import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import java.time.Instant;
import java.util.List;

/// Everything that a check may look at.
///
/// @param zoning the scope's zones, networks and register as sets of the evidence's endpoints
/// @param asOf the instant at which expiries are judged
/// @param parameters of this evaluation, sorted; empty for most checks
public record Examination(
    Evidence evidence,
    Scope scope,
    Zoning zoning,
    History history,
    Waivers waivers,
    Instant asOf,
    List<String> parameters) {

  public Examination {
    parameters = parameters.stream().sorted().distinct().toList();
  }

  public boolean has(String parameter) {
    return parameters.contains(parameter);
  }

  /// The check's id as reports name it: with the parameters in brackets where there are some.
  public String nameOf(Check check) {
    return parameters.isEmpty()
        ? check.id()
        : check.id() + "(" + String.join(",", parameters) + ")";
  }

  /// The same with other parameters.
  public Examination with(List<String> others) {
    return new Examination(evidence, scope, zoning, history, waivers, asOf, others);
  }
}
