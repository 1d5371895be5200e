package dev.palisade.collect.files;

import org.jspecify.annotations.Nullable;

/// Something that was met while files were read.
///
/// @param line the 1-based line; 0 when unknown
/// @param object `Kind namespace/name` of the object concerned; null when it is not known
/// @param pointer JSON pointer within the file's document; empty for all of it
/// @param message what is wrong, without the place
public record ReadProblem(
    Severity severity,
    Cause cause,
    String file,
    int line,
    @Nullable String object,
    String pointer,
    String message) {

  /// What it means for an answer.
  public enum Severity {
    /// Evidence may be missing or ambiguous: there is a gap for it.
    ERROR,
    /// Something was passed over that is no evidence, or a field that nothing reads.
    WARNING
  }

  /// What was met.
  public enum Cause {
    /// A file or a document that cannot be read.
    UNREADABLE,
    /// A document that looks like a manifest, without what makes a Kubernetes object, or with what
    /// an API server refuses.
    MALFORMED_OBJECT,
    /// A field that there is none of, and that looks like none that a verdict turns on.
    UNKNOWN_FIELD,
    /// A document that is no manifest.
    NOT_A_MANIFEST,
    /// One object is there twice and says different things, which an API server cannot hold. For a
    /// policy that is fatal where bad policies are; for other kinds the last one counts.
    CONFLICT,
    /// A list that goes on beyond what was saved, or the saved answer to a call that failed.
    INCOMPLETE_LIST
  }

  /// The kind of the object concerned; null when it is not known.
  public @Nullable String kind() {
    return object == null ? null : object.replaceFirst(" .*", "");
  }

  /// `FILE:LINE: Kind namespace/name: /json/pointer: what is wrong`; what is not known is left out.
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (object == null ? "" : object + ": ")
        + (pointer.isEmpty() ? "" : pointer + ": ")
        + message;
  }
}
