package dev.palisade.compliance.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.compliance.diff.ObjectChange.FieldChange;
import dev.palisade.compliance.diff.ScopeChange.EntryChange;
import dev.palisade.compliance.diff.ScopeChange.Part;
import dev.palisade.compliance.scope.ScopeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeDocumentTest {
  private static final String FIRST =
      """
      apiVersion: palisade.dev/v1
      kind: Scope
      confirmed: {by: Olga, on: "2026-01-02"}
      zones:
      - {name: vault, category: cardholder-data, namespaces: {names: [vault]}}
      - {name: shop, category: untrusted, namespaces: {names: [shop]}}
      networks:
      - {name: bank, cidrs: [203.0.113.0/24, 198.51.100.0/24]}
      register:
      - id: F-001
        from: {zone: shop}
        to: {zone: vault}
        traffic: [TCP/8443, TCP/8444]
        owner: shop team
        ticket: CHG-1
      - id: F-002
        from: {zone: vault}
        to: {network: bank}
        traffic: [TCP/443]
      """;

  private static ScopeDocument document(int version, String text) {
    try {
      return ScopeDocument.of(
          ScopeReader.document(
                  "scope", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
              .root(),
          version,
          "author-" + version,
          Instant.parse("2026-0" + version + "-01T00:00:00Z"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScopeChange changes(String before, String... later) {
    List<ScopeDocument> documents = new java.util.ArrayList<>();
    for (int i = 0; i < later.length; i++) {
      documents.add(document(i + 2, later[i]));
    }
    ScopeDocument old = document(1, before);
    return ScopeDocument.changes(old, documents, old.version(), List.of());
  }

  @Test
  void theSameDocumentDiffersInNothing() {
    ScopeChange change = changes(FIRST);

    assertThat(change.isEmpty()).isTrue();
    assertThat(change.before()).isEqualTo(change.after());
    assertThat(change.after().confirmed()).isEqualTo("by Olga on 2026-01-02");
  }

  @Test
  void aRegisterEntryIsComparedFieldByField() {
    ScopeChange change =
        changes(
            FIRST,
            FIRST.replace("TCP/8443, TCP/8444", "TCP/8444, TCP/8443").replace("CHG-1", "CHG-7"));

    assertThat(change.entries())
        .containsExactly(
            new EntryChange(
                Part.REGISTER,
                Change.CHANGED,
                "F-001",
                List.of(
                    new FieldChange(Change.CHANGED, "/ticket", "\"CHG-1\"", "\"CHG-7\"")),
                null,
                null,
                List.of(2)));
    assertThat(change.made(change.entries().getFirst()))
        .isEqualTo("version 2 by author-2 at 2026-02-01T00:00:00Z");
  }

  @Test
  void anEntryIsKnownByItsIdWhereverItStands() {
    String other = FIRST.replace("- id: F-002", "- id: F-000");

    assertThat(changes(FIRST, other).entries())
        .extracting(EntryChange::name, EntryChange::change)
        .containsExactly(tuple("F-000", Change.ADDED), tuple("F-002", Change.REMOVED));
    assertThat(changes(FIRST, other).entries().getFirst().after())
        .isEqualTo(
            "{\"from\":{\"zone\":\"vault\"},\"id\":\"F-000\",\"to\":{\"network\":\"bank\"},\"traffic\":[\"TCP/443\"]}");
  }

  @Test
  void onlyTheVersionsThatChangedAnEntryAreItsOwn() {
    ScopeChange change =
        changes(
            FIRST,
            FIRST.replace("cidrs: [203.0.113.0/24, 198.51.100.0/24]", "cidrs: [203.0.113.0/24]"),
            FIRST
                .replace("cidrs: [203.0.113.0/24, 198.51.100.0/24]", "cidrs: [203.0.113.0/24]")
                .replace("shop team", "web team"));

    assertThat(change.entries())
        .extracting(EntryChange::toString, EntryChange::versions)
        .containsExactly(
            tuple("network bank", List.of(2)), tuple("register F-001", List.of(3)));
    assertThat(change.versions()).extracting(ScopeChange.Version::number).containsExactly(2, 3);
  }

  @Test
  void whatWasChangedBackIsNoDifferenceButAVersion() {
    ScopeChange change = changes(FIRST, FIRST.replace("CHG-1", "CHG-2"), FIRST);

    assertThat(change.entries()).isEmpty();
    assertThat(change.versions()).hasSize(2);
  }

  @Test
  void theOrderOfZonesHasAMeaning() {
    String vault = "- {name: vault, category: cardholder-data, namespaces: {names: [vault]}}\n";
    String shop = "- {name: shop, category: untrusted, namespaces: {names: [shop]}}\n";

    assertThat(changes(FIRST, FIRST.replace(vault + shop, shop + vault)).entries())
        .extracting(EntryChange::toString, e -> e.fields().getFirst().after())
        .containsExactly(tuple("setting order of zones", "[\"shop\",\"vault\"]"));
  }

  @Test
  void otherKeysOfTheDocumentAreSettings() {
    assertThat(changes(FIRST, FIRST.replace("Olga", "Pia")).entries())
        .extracting(EntryChange::toString, e -> e.fields().getFirst().pointer())
        .containsExactly(tuple("setting confirmed", "/by"));
  }

  @Test
  void whereNoneWasDeclaredBeforeTheFirstIsComparedWith() {
    ScopeDocument first = document(1, FIRST);
    ScopeDocument second = document(2, FIRST.replace("CHG-1", "CHG-2"));

    assertThat(ScopeDocument.changes(null, List.of(first), first.version(), null))
        .satisfies(
            change -> {
              assertThat(change.before()).isNull();
              assertThat(change.after()).isEqualTo(first.version());
              assertThat(change.entries()).isEmpty();
            });
    assertThat(ScopeDocument.changes(null, List.of(first, second), first.version(), null))
        .satisfies(
            change ->
                assertThat(change.entries())
                    .extracting(EntryChange::name)
                    .containsExactly("F-001"));
  }

  @Test
  void whereNoneWasEverDeclaredNothingIsSaid() {
    ScopeChange change =
        ScopeDocument.changes(null, List.of(), document(1, FIRST).version(), List.of());

    assertThat(change.isEmpty()).isTrue();
    assertThat(ScopeChange.named(change.after())).isEqualTo("none was declared yet");
  }
}
