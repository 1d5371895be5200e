package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.policy.Warning;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What the readers of policies remarked: read exactly and perhaps meant otherwise, or not
/// modelled. Port names that nobody declares have advice of their own.
final class Remarks implements Adviser {

  /// Fields of `spec` that other dialects have, with whose they are.
  private static final Map<String, String> FOREIGN =
      Map.of(
          "/spec/order", "Calico",
          "/spec/tier", "Calico",
          "/spec/types", "Calico",
          "/spec/endpointSelector", "Cilium",
          "/spec/ingressDeny", "Cilium",
          "/spec/egressDeny", "Cilium");

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    if (terrain.warnings().isEmpty()) {
      return;
    }
    Set<String> said = new HashSet<>();
    new MissingPortName()
        .advise(terrain, advice -> said.add(advice.policy() + " " + advice.pointer()));
    for (Warning warning : terrain.warnings()) {
      boolean ownAdvice =
          warning.effect() == Warning.Effect.ADVICE
              && said.contains(warning.ref() + " " + warning.pointer());
      if (!ownAdvice) {
        to.accept(advice(warning));
      }
    }
  }

  private static boolean isForeign(Warning warning) {
    return warning.ref().group().equals("networking.k8s.io")
        && FOREIGN.containsKey(warning.pointer());
  }

  private static Advice advice(Warning warning) {
    return switch (warning.effect()) {
      case ADVICE ->
          new Advice(
              Topic.REMARK,
              warning.ref(),
              warning.pointer(),
              warning.message(),
              "Say it plainly if it is meant; else correct it.",
              null);
      case MAY_NARROW, MAY_ALLOW ->
          new Advice(
              Topic.NOT_UNDERSTOOD,
              warning.ref(),
              warning.pointer(),
              warning.message(),
              isForeign(warning)
                  ? "The field is one of "
                      + FOREIGN.get(warning.pointer())
                      + "'s own policies: Kubernetes' policies know no order and no denial, and add up. Write a policy of that kind, or drop the field."
                  : warning.effect() == Warning.Effect.MAY_ALLOW
                      ? "Write it in a way that is modelled, or check by hand what it allows."
                      : "Nothing, unless you rely on what it forbids.",
              null);
    };
  }
}
