package dev.palisade.api.problem;

import dev.palisade.api.problem.Problem.Fault;
import java.util.List;

/// A request that an endpoint itself refuses.
public final class RefusedRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ProblemType type;
  private final transient List<Fault> faults;

  public RefusedRequest(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  public RefusedRequest(ProblemType type, String detail, List<Fault> faults) {
    super(detail);
    this.type = type;
    this.faults = List.copyOf(faults);
  }

  /// A parameter of the path, the query or a header.
  public static RefusedRequest parameter(String name, String detail) {
    return new RefusedRequest(ProblemType.INVALID_PARAMETER, name + ": " + detail);
  }

  public ProblemType type() {
    return type;
  }

  public List<Fault> faults() {
    return faults;
  }
}
