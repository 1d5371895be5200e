package dev.palisade.application;

import java.util.List;

/// Policies are there that the dialect enforces and nobody here understands, and nothing else is
/// wrong.
public final class UnmodelledPolicies extends UnusableInput {
  private static final long serialVersionUID = 1L;

  UnmodelledPolicies(List<Message> messages) {
    super(messages);
  }
}
