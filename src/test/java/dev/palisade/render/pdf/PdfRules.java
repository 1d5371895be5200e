package dev.palisade.render.pdf;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/// Asks veraPDF.
public final class PdfRules {
  static {
    VeraGreenfieldFoundryProvider.initialise();
  }

  private PdfRules() {}

  /// What a document breaks of PDF/A-3a and PDF/UA-1, a line a rule.
  public static List<String> broken(byte[] pdf) throws Exception {
    List<String> broken = new ArrayList<>();
    for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1)) {
      try (PDFAParser parser =
              Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
          PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
        ValidationResult result = validator.validate(parser);
        var seen = new TreeMap<String, String>();
        for (TestAssertion assertion : result.getTestAssertions()) {
          if (assertion.getStatus() == TestAssertion.Status.FAILED) {
            var rule = assertion.getRuleId();
            seen.putIfAbsent(
                flavour + " " + rule.getClause() + "-" + rule.getTestNumber(),
                assertion.getMessage() + " at " + assertion.getLocation().getContext());
          }
        }
        seen.forEach((rule, message) -> broken.add(rule + ": " + message));
        if (!result.isCompliant() && seen.isEmpty()) {
          broken.add(flavour + " is not met");
        }
      }
    }
    return broken;
  }
}
