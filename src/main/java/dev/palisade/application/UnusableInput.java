package dev.palisade.application;

import java.util.List;
import java.util.stream.Collectors;

/// There is no answer: what was given cannot be used. Every reason is named.
public sealed class UnusableInput extends RuntimeException permits UnmodelledPolicies {
  private static final long serialVersionUID = 1L;

  private final transient List<Message> messages;

  public UnusableInput(List<Message> messages) {
    super(messages.stream().map(Message::text).collect(Collectors.joining("; ")));
    this.messages = List.copyOf(messages);
  }

  public UnusableInput(String reason) {
    this(List.of(Message.error(reason)));
  }

  public final List<Message> messages() {
    return messages;
  }
}
