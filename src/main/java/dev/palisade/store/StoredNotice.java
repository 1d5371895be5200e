package dev.palisade.store;

import dev.palisade.compliance.notice.Notice;
import java.util.UUID;

/// A notice as it was put into the outbox.
public record StoredNotice(UUID id, Notice notice) {}
