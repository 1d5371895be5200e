package dev.palisade.application;

import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.Requirement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Looks into the catalogue: requirements, the checks that they rest on, and each check's card.
@ApplicationScoped
public class ReadControls {
  private final Catalogue catalogue;

  public ReadControls(CatalogueInForce inForce) {
    this.catalogue = inForce.catalogue();
  }

  /// A check and what is written about it.
  ///
  /// @param card Markdown: `docs/controls/<id>.md`
  /// @param requirements that rest on it, the leading ones of every framework first
  public record Control(Check check, String card, List<Requirement> requirements) {}

  public Catalogue catalogue() {
    return catalogue;
  }

  /// @throws NotFound if there is no such check
  public Control control(String id) {
    Check check =
        catalogue.checks().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new NotFound("there is no check " + id));
    return new Control(
        check,
        card(id),
        catalogue.requirements().stream()
            .filter(
                requirement ->
                    requirement.checks().stream().anyMatch(call -> call.check().equals(id)))
            .toList());
  }

  private static String card(String id) {
    String card = CheckCards.of(id);
    if (card.isEmpty()) {
      throw new IllegalStateException("the check " + id + " has no card");
    }
    return card;
  }
}
