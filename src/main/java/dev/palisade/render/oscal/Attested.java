package dev.palisade.render.oscal;

import dev.palisade.compliance.report.Attestation;
import dev.palisade.compliance.report.DeclaredScope;
import dev.palisade.document.Node;
import dev.palisade.render.json.ObjectFields;
import dev.palisade.render.oscal.Words.Props;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What people signed for, who they are, and as what they did it. Whoever signs twice in one part
/// is one party.
final class Attested {
  private static final String SCOPE_OWNER = "scope-owner";

  private final DeclaredScope scope;
  private final List<Attestation> beside;
  private final NamedUuids uuids;

  /// @param beside what stands in no report
  Attested(DeclaredScope scope, List<Attestation> beside, NamedUuids uuids) {
    this.scope = scope;
    this.beside = beside;
    this.uuids = uuids;
  }

  private DeclaredScope.@Nullable Confirmation confirmed() {
    return scope.confirmed();
  }

  /// OSCAL's id of a role.
  private static String role(Attestation.Kind kind) {
    return switch (kind) {
      case REVIEWER -> "reviewer";
      case CAMPAIGN_SIGN_OFF -> "campaign-signer";
    };
  }

  private static String party(Attestation attestation) {
    return "party/" + role(attestation.kind()) + "/" + attestation.by();
  }

  List<Node> roles() {
    List<Node> roles = new ArrayList<>();
    if (confirmed() != null) {
      roles.add(role(SCOPE_OWNER, "Confirms the scope"));
    }
    for (Attestation.Kind kind : Attestation.Kind.values()) {
      if (beside.stream().anyMatch(one -> one.kind() == kind)) {
        roles.add(
            role(
                role(kind),
                switch (kind) {
                  case REVIEWER -> "States something of the report";
                  case CAMPAIGN_SIGN_OFF -> "Signs off review campaigns";
                }));
      }
    }
    return roles;
  }

  private static Node role(String id, String title) {
    return new ObjectFields().text("id", id).text("title", title).node();
  }

  List<Node> parties() {
    List<Node> parties = new ArrayList<>();
    DeclaredScope.Confirmation confirmed = confirmed();
    if (confirmed != null) {
      parties.add(person("party/" + SCOPE_OWNER, confirmed.by()));
    }
    TreeMap<String, String> names = new TreeMap<>();
    beside.forEach(one -> names.put(party(one), one.by()));
    names.forEach((path, name) -> parties.add(person(path, name)));
    return parties;
  }

  private Node person(String path, String name) {
    return new ObjectFields()
        .text("uuid", uuids.of(path))
        .text("type", "person")
        .text("name", Words.title(name))
        .node();
  }

  List<Node> attestations() {
    List<Node> attestations = new ArrayList<>();
    DeclaredScope.Confirmation confirmed = confirmed();
    if (confirmed != null) {
      attestations.add(
          attestation(
              SCOPE_OWNER,
              "party/" + SCOPE_OWNER,
              new ObjectFields()
                  .text("uuid", uuids.of("attestation/" + SCOPE_OWNER))
                  .text("name", "scope-confirmation")
                  .text("title", "The scope was confirmed")
                  .list("props", new Props().add("on", confirmed.on()).nodes())
                  .text(
                      "prose",
                      confirmed.by()
                          + " confirmed the scope (SHA-256 "
                          + scope.digest()
                          + ") on "
                          + confirmed.on()
                          + ".")));
    }
    for (Attestation one : beside) {
      attestations.add(
          attestation(
              role(one.kind()),
              party(one),
              new ObjectFields()
                  .text("uuid", uuids.of("attestation/" + one.path()))
                  .text("name", one.kind().toString())
                  .text("title", Words.title(one.title()))
                  .list(
                      "props", new Props().add("at", one.at()).add("recorded", one.path()).nodes())
                  .text("prose", one.text())));
    }
    return attestations;
  }

  private Node attestation(String role, String party, ObjectFields part) {
    return new ObjectFields()
        .list(
            "responsible-parties",
            List.of(
                new ObjectFields()
                    .text("role-id", role)
                    .texts("party-uuids", List.of(uuids.of(party)))
                    .node()))
        .list("parts", List.of(part.node()))
        .node();
  }
}
