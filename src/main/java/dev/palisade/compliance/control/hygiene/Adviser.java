package dev.palisade.compliance.control.hygiene;

import java.util.function.Consumer;

/// Looks for one kind of advice, or for a few that are told apart by one question. Keeps no state.
interface Adviser {
  void advise(Terrain terrain, Consumer<Advice> to);
}
