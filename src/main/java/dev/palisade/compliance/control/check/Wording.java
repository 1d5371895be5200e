package dev.palisade.compliance.control.check;

/// What a finding about a flow says: sentences in which `{from}`, `{to}` and `{traffic}` stand for
/// the flow.
///
/// @param summary what is wrong
/// @param fix what would close it
record Wording(String summary, String fix) {

  String summary(String source, String destination, String traffic) {
    return filled(summary, source, destination, traffic);
  }

  String fix(String source, String destination, String traffic) {
    return filled(fix, source, destination, traffic);
  }

  private static String filled(String sentence, String source, String destination, String traffic) {
    return sentence
        .replace("{from}", source)
        .replace("{to}", destination)
        .replace("{traffic}", traffic);
  }
}
