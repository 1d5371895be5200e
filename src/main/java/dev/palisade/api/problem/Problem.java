package dev.palisade.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Problem details (RFC 9457 section 3.1), with two members of our own.
///
/// @param instance path of the request
/// @param errors each thing that is wrong; null: there is nothing beyond the detail
/// @param incident under which a fault of ours stands in the log; null: it is none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    @Nullable List<Fault> errors,
    @Nullable String incident) {

  /// One thing that is wrong with what was handed in.
  ///
  /// @param detail what is wrong, with file and object where there are some
  /// @param pointer JSON pointer of the value at fault; null: not known, or the whole document
  /// @param line 1-based; null: not known
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Fault(String detail, @Nullable String pointer, @Nullable Integer line) {
    public static Fault of(String detail) {
      return new Fault(detail, null, null);
    }
  }

  public Problem {
    errors = errors == null ? null : List.copyOf(errors);
  }
}
