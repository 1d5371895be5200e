package dev.palisade.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.reperformance.Explaining;
import dev.palisade.compliance.reperformance.Reassessment;
import dev.palisade.compliance.reperformance.Reassessment.Again;
import dev.palisade.compliance.reperformance.Reassessment.By;
import dev.palisade.compliance.reperformance.Reassessment.Program;
import dev.palisade.compliance.reperformance.Reassessment.Reported;
import dev.palisade.compliance.reperformance.Reperformance;
import dev.palisade.compliance.reperformance.Reperformance.Asked;
import dev.palisade.compliance.reperformance.Reperformance.Population;
import dev.palisade.compliance.reperformance.Reperformance.SeedOrigin;
import dev.palisade.compliance.reperformance.Sample;
import dev.palisade.compliance.reperformance.SampledItem;
import dev.palisade.compliance.reperformance.SampledItem.RawObject;
import dev.palisade.compliance.reperformance.Unavailable;
import dev.palisade.document.CanonicalJson;
import dev.palisade.render.json.ReperformanceJson;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The working paper, and what a whole comes to.
class ReperformanceMarkdownTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
  private static final String DIGEST = "a".repeat(64);
  private static final Program PROGRAM = new Program("engine/1", "translator/1", "1", DIGEST);

  private static SampledItem item(@Nullable Unavailable unavailable) {
    return new SampledItem(
        "NetworkPolicy v1 shop/a|b " + DIGEST + " 1",
        DIGEST,
        "NetworkPolicy shop/a|b stood",
        2L,
        null,
        List.of(
            new RawObject(
                "networking.k8s.io/v1",
                "NetworkPolicy",
                "shop",
                "a|b",
                1,
                null,
                DIGEST,
                "/api/v1/objects/" + DIGEST,
                unavailable == null ? "{\"a\":1}" : null,
                unavailable)),
        List.of(),
        List.of());
  }

  private static Reassessment judged(boolean identical) {
    return new Reassessment(
        2,
        NOW,
        DIGEST,
        new Reported("id", "SHOP-ALL-2026-0001", 1, NOW, DIGEST, PROGRAM),
        null,
        new Again(
            new By(PROGRAM, "kubernetes", new TreeMap<>(), 1, DIGEST, List.of(), NOW),
            DIGEST,
            identical,
            3,
            identical ? List.of() : List.of(Explaining.document("/gaps/0", null, "{}", List.of()))),
        null);
  }

  private static Reperformance of(SampledItem item, Reassessment judged) {
    return new Reperformance(
        "1",
        "shop",
        new Asked(Population.POLICIES, 1, "s", SeedOrigin.GIVEN, null, 2, 2, "ann", NOW),
        NOW,
        Sample.draw(List.of(item.key()), "s", 1),
        Reperformance.concluded(List.of(item), List.of(judged)),
        List.of(item),
        List.of(judged));
  }

  @Test
  void whatCameOutAsReportedSaysSo() {
    Reperformance whole = of(item(null), judged(true));
    String text = ReperformanceMarkdown.of(whole);
    assertThat(text)
        .contains("**Conclusion: REPRODUCED.**")
        .contains("### NetworkPolicy shop/a\\|b stood")
        .contains("    {\"a\":1}\n")
        .contains("| byte by byte the report | yes |")
        .doesNotContain("UNEXPLAINED");
    assertThat(ReperformanceJson.read("it", CanonicalJson.text(ReperformanceJson.node(whole))))
        .isEqualTo(whole);
  }

  @Test
  void whatNothingExplainsIsSaidLoudly() {
    assertThat(ReperformanceMarkdown.of(of(item(null), judged(false))))
        .contains("**Conclusion: UNEXPLAINED.** SOMETHING DIFFERS THAT NOTHING EXPLAINS")
        .contains("| byte by byte the report | NO |")
        .contains("| document /gaps/0 | not there | {} | UNEXPLAINED: ");
  }

  @Test
  void whatRetentionTookIsNoTampering() {
    Unavailable pruned = new Unavailable(Unavailable.State.PRUNED, "older than it is kept");
    Reperformance whole = of(item(pruned), judged(true));
    assertThat(whole.conclusion()).isEqualTo(Reperformance.Conclusion.REPRODUCED);
    assertThat(ReperformanceMarkdown.of(whole)).contains("**PRUNED**: older than it is kept");
  }

  @Test
  void anAlteredObjectIs() {
    Unavailable altered = new Unavailable(Unavailable.State.ALTERED, "not what it was");
    assertThat(of(item(altered), judged(true)).conclusion())
        .isEqualTo(Reperformance.Conclusion.UNEXPLAINED);
  }
}
