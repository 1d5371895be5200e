package dev.palisade.application;

import dev.palisade.application.SampledPopulation.Candidate;
import dev.palisade.compliance.reperformance.Sample;
import dev.palisade.compliance.reperformance.SampledItem;
import dev.palisade.compliance.reperformance.SampledItem.Followed;
import dev.palisade.compliance.reperformance.SampledItem.Listed;
import dev.palisade.compliance.reperformance.SampledItem.Missed;
import dev.palisade.compliance.reperformance.SampledItem.RawObject;
import dev.palisade.compliance.reperformance.Unavailable;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.HistoryStore.Stay;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The raw facts of what was drawn: objects byte by byte as they are kept, and how they were
/// collected.
@ApplicationScoped
public class SampledFacts {
  private final EvidenceStore evidence;

  public SampledFacts(EvidenceStore evidence) {
    this.evidence = evidence;
  }

  /// @param judged the snapshot that was judged again for it; null: none was
  SampledItem of(
      String cluster,
      Sample.Drawn drawn,
      Candidate candidate,
      @Nullable Long judged,
      @Nullable Followed followed) {
    Set<String> kinds =
        candidate.stays().stream().map(stay -> stay.ref().kind()).collect(Collectors.toSet());
    List<Listed> calls = new ArrayList<>();
    List<Missed> gaps = new ArrayList<>();
    for (long sequence : candidate.seenIn()) {
      Snapshot bare = Stored.answer(() -> evidence.bare(cluster, sequence));
      bare.calls().stream()
          .filter(call -> kinds.isEmpty() || kinds.contains(call.kind()))
          .forEach(call -> calls.add(listed(sequence, bare, call)));
      bare.gaps().stream()
          .filter(gap -> kinds.isEmpty() || gap.kind().equals("*") || kinds.contains(gap.kind()))
          .forEach(gap -> gaps.add(missed(sequence, gap)));
    }
    return new SampledItem(
        drawn.key(),
        drawn.hash(),
        candidate.says(),
        judged,
        followed,
        candidate.stays().stream().map(stay -> object(cluster, stay)).toList(),
        calls,
        gaps);
  }

  private RawObject object(String cluster, Stay stay) {
    ResourceRef ref = stay.ref();
    String content = null;
    Unavailable unavailable = null;
    try {
      content = Stored.answer(() -> evidence.content(cluster, ref.digest()));
      if (content == null) {
        unavailable =
            new Unavailable(
                Unavailable.State.ALTERED,
                "it stood in snapshot " + stay.first() + ", and its content is not there");
      }
    } catch (PrunedAway e) {
      unavailable = new Unavailable(Unavailable.State.PRUNED, String.valueOf(e.getMessage()));
    } catch (AlteredEvidence e) {
      unavailable = new Unavailable(Unavailable.State.ALTERED, String.valueOf(e.getMessage()));
    }
    return new RawObject(
        ref.apiVersion(),
        ref.kind(),
        ref.namespace().isEmpty() ? null : ref.namespace(),
        ref.name(),
        stay.first(),
        stay.last(),
        ref.digest(),
        "/api/v1/objects/" + ref.digest() + "?cluster=" + cluster,
        content,
        unavailable);
  }

  private static Listed listed(long sequence, Snapshot of, ListCall call) {
    return new Listed(
        sequence,
        of.takenAt(),
        call.kind(),
        call.apiVersion(),
        call.count(),
        call.resourceVersion(),
        word(call.completeness()));
  }

  private static Missed missed(long sequence, Gap gap) {
    return new Missed(
        sequence, gap.kind(), gap.namespace(), gap.name(), word(gap.reason()), gap.message());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
