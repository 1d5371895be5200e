package dev.palisade.compliance.review.campaign;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing that a campaign asks about, with the evidence beside it.
///
/// @param name unique among those of its subject: `NetworkPolicy shop/web`, the id of a register
///   entry or of an exception, the name of a zone or network
/// @param digest of what the reviewer is to look at: another digest is another thing
/// @param allows what it lets through, or says, in words
/// @param usedBy who has need of it, as far as is known
/// @param owner null: nobody is named
/// @param reviewBy until when it was to be looked at; null: no day is named
/// @param changed what became of it since the last review
/// @param findings summaries of open findings that cite it
/// @param suggestion what the evidence speaks for
/// @param because why that is suggested
public record ReviewItem(
    Subject subject,
    String name,
    String digest,
    List<String> allows,
    List<String> usedBy,
    @Nullable String owner,
    @Nullable LocalDate reviewBy,
    List<String> changed,
    List<String> findings,
    Suggestion suggestion,
    String because) {

  /// What is asked about.
  public enum Subject {
    POLICY,
    REGISTER_ENTRY,
    EXCEPTION,
    NETWORK,
    ZONE;

    /// `policy`, `register-entry`, …
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// What the evidence speaks for.
  public enum Suggestion {
    KEEP,
    TIGHTEN,
    REMOVE,
    JUSTIFY;

    /// `keep`, `tighten`, …
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ReviewItem {
    allows = List.copyOf(allows);
    usedBy = List.copyOf(usedBy);
    changed = List.copyOf(changed);
    findings = List.copyOf(findings);
  }

  /// By which decisions name it: `policy NetworkPolicy shop/web`.
  public String key() {
    return subject + " " + name;
  }
}
