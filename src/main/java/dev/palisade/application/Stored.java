package dev.palisade.application;

import dev.palisade.store.NotStored;
import dev.palisade.store.PrunedEvidence;
import dev.palisade.store.TamperedEvidence;
import dev.palisade.store.VersionConflict;
import java.util.function.Supplier;

/// What the store answers, with its refusals in the words of the use cases: those who ask know no
/// store.
final class Stored {
  private Stored() {}

  /// @throws NotFound if the store has no such thing
  /// @throws OutOfDate if somebody else was faster
  /// @throws PrunedAway if it was, and is older than evidence is kept
  /// @throws AlteredEvidence if it is not what was stored
  static <T> T answer(Supplier<T> question) {
    try {
      return question.get();
    } catch (NotStored e) {
      throw new NotFound(String.valueOf(e.getMessage()));
    } catch (VersionConflict e) {
      throw new OutOfDate(String.valueOf(e.getMessage()), e.current());
    } catch (PrunedEvidence e) {
      throw new PrunedAway(String.valueOf(e.getMessage()));
    } catch (TamperedEvidence e) {
      throw new AlteredEvidence(String.valueOf(e.getMessage()), e);
    }
  }
}
