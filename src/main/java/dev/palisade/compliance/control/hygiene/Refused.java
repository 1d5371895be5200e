package dev.palisade.compliance.control.hygiene;

import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ResourceRef;
import java.util.Objects;
import java.util.function.Consumer;

/// Policies that an API server would refuse, as far as gaps tell: who has the refusals themselves
/// says it with their pointers.
final class Refused implements Adviser {
  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    for (Gap gap : terrain.refused()) {
      ResourceRef ref =
          new ResourceRef(
              "",
              gap.kind(),
              Objects.requireNonNullElse(gap.namespace(), ""),
              Objects.requireNonNullElse(gap.name(), "(no name)"),
              null,
              "");
      to.accept(
          new Advice(
              Topic.REFUSED,
              ref,
              "",
              "it is not in force: " + gap.message(),
              Advice.CORRECT,
              null));
    }
  }
}
