package dev.palisade.notify;

import dev.palisade.compliance.notice.Notice;
import java.util.UUID;

/// A notice on its way. However often it is sent, and to whomever, its id stays.
public record Letter(UUID id, Notice notice) {
  /// By which receivers know what they have already: `webhook-id`, the CloudEvent's `id` and the
  /// e-mail's `Message-ID`.
  public String messageId() {
    return "msg_" + id;
  }
}
