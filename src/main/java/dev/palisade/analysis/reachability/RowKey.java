package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a row follows from.
///
/// @param policies the numbers of the policies that apply, ascending
/// @param own for each peer that stands for the own side in a clause of theirs, whether the class
///   surely matches it, and whether it may
/// @param portNames the class's, if one of the policies names ports of the own side
record RowKey(List<Integer> policies, List<Boolean> own, PortNames portNames) {

  /// @param applied all policies by number
  static RowKey of(
      List<Integer> policies, List<AppliedPolicy> applied, EndpointClasses classes, int number) {
    List<Boolean> own = new ArrayList<>();
    boolean namesPorts = false;
    for (int p : policies) {
      namesPorts |= applied.get(p).namesOwnPorts();
      for (Peer self : applied.get(p).selves()) {
        Extent extent = classes.extent(self);
        own.add(extent.must().contains(number));
        own.add(extent.may().contains(number));
      }
    }
    return new RowKey(policies, own, namesPorts ? classes.portNames(number) : PortNames.NONE);
  }

  /// The same where policies have other numbers; null where one is no longer there.
  @Nullable RowKey renumbered(IntUnaryOperator numberAfter) {
    List<Integer> renumbered = new ArrayList<>(policies.size());
    boolean same = true;
    for (int p : policies) {
      int after = numberAfter.applyAsInt(p);
      if (after == Alignment.NEW) {
        return null;
      }
      same &= after == p;
      renumbered.add(after);
    }
    return same ? this : new RowKey(renumbered, own, portNames);
  }
}
