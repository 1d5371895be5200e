package dev.palisade.application.preflight;

/// A preflight for people.
public final class PreflightText {
  private PreflightText() {}

  /// Ends in a line feed.
  public static String of(Preflight preflight) {
    StringBuilder text = new StringBuilder();
    text.append("cluster ").append(preflight.cluster());
    if (preflight.apiServerVersion() != null) {
      text.append(", API server ").append(preflight.apiServerVersion());
    }
    text.append(preflight.user() == null ? "" : ", asked by " + preflight.user()).append('\n');
    if (preflight.isComplete()) {
      return text.append("all of %d rights are there\n".formatted(preflight.asked())).toString();
    }
    text.append(
        "of %d rights %d are missing:\n".formatted(preflight.asked(), preflight.missing().size()));
    for (Preflight.Lack lack : preflight.missing()) {
      text.append("  ").append(lack.right()).append('\n');
      if (!lack.allowedIn().isEmpty()) {
        text.append("    there only in: ").append(String.join(", ", lack.allowedIn())).append('\n');
      }
      text.append("    cannot pass without: ")
          .append(lack.affects().isEmpty() ? "no check" : String.join(", ", lack.affects()))
          .append('\n');
    }
    return text.append("\nTo grant them: kubectl apply -f - with\n\n")
        .append(preflight.grant())
        .toString();
  }
}
