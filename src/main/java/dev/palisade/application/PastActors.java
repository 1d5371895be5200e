package dev.palisade.application;

import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.store.AdmissionRecord;
import dev.palisade.store.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who made changes, as the API server told: by the object's UID and the version that the request
/// led to, where both are known; otherwise by what was done to the object at that time. Where more
/// than one may have been it, all are named. Requests that were refused changed nothing.
final class PastActors {
  /// How long before it was received a change may have been made that a watch told of at once.
  private static final Duration UNDER_WAY = Duration.ofMinutes(1);

  /// How far the clocks of API server and service may be apart.
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final List<AuditEvent> events;
  private final List<AdmissionRecord> admissions;
  private final Set<AuditEvent> claimed = new HashSet<>();

  /// @param actor null: nobody is known
  /// @param event id of the audit event that tells of it; null: none does
  record Who(@Nullable String actor, @Nullable String event) {
    static final Who NOBODY = new Who(null, null);
  }

  private PastActors(List<AuditEvent> events, List<AdmissionRecord> admissions) {
    this.events = events;
    this.admissions = admissions;
  }

  /// @param entries changes that an event may be known to belong to, so that it tells of no other
  static PastActors of(
      List<AuditEvent> events, List<AdmissionRecord> admissions, List<JournalEntry> entries) {
    PastActors past =
        new PastActors(
            events.stream().filter(PastActors::isDone).toList(),
            admissions.stream().filter(AdmissionRecord::allowed).toList());
    Set<String> states = new HashSet<>();
    for (JournalEntry entry : entries) {
      if (entry.resourceVersion() != null && entry.what() != What.DELETED) {
        states.add(entry.uid() + " " + entry.resourceVersion());
      }
    }
    for (AuditEvent event : past.events) {
      if (states.contains(event.uid() + " " + event.resourceVersion())) {
        past.claimed.add(event);
      }
    }
    return past;
  }

  private static boolean isDone(AuditEvent event) {
    return event.code() != null && event.code() >= 200 && event.code() < 300;
  }

  /// Who made a change that the journal tells of.
  Who of(JournalEntry entry) {
    List<AuditEvent> exact =
        events.stream()
            .filter(event -> entry.uid().equals(event.uid()) && isOf(event, entry))
            .toList();
    if (!exact.isEmpty()) {
      return who(exact, List.of());
    }
    Instant from = entry.after() == null ? entry.until().minus(UNDER_WAY) : entry.after();
    return within(entry.what(), entry.object(), from.minus(SKEW), entry.until().plus(SKEW));
  }

  /// An object is deleted once, whatever the time that takes.
  private static boolean isOf(AuditEvent event, JournalEntry entry) {
    return entry.what() == What.DELETED
        ? event.verb().startsWith("delete")
        : entry.resourceVersion() != null
            && entry.resourceVersion().equals(event.resourceVersion());
  }

  /// Who made a change that two snapshots show.
  ///
  /// @param from when the first of them was begun
  /// @param until when the second was taken
  Who of(What what, ResourceRef object, Instant from, Instant until) {
    return within(what, object, from, until);
  }

  private Who within(What what, ResourceRef object, Instant from, Instant until) {
    List<AuditEvent> told = new ArrayList<>();
    for (AuditEvent event : events) {
      if (!event.at().isBefore(from)
          && !event.at().isAfter(until)
          && !claimed.contains(event)
          && matches(event, what, object)) {
        told.add(event);
      }
    }
    List<AdmissionRecord> asked = new ArrayList<>();
    for (AdmissionRecord record : admissions) {
      if (!record.at().isBefore(from)
          && !record.at().isAfter(until)
          && matches(record, what, object)) {
        asked.add(record);
      }
    }
    return who(told, asked);
  }

  private static Who who(List<AuditEvent> told, List<AdmissionRecord> asked) {
    if (told.isEmpty() && asked.isEmpty()) {
      return Who.NOBODY;
    }
    Set<String> users = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    for (AuditEvent event : told) {
      users.add(
          event.impersonated() == null
              ? event.user()
              : event.user() + " as " + event.impersonated());
      ids.add(event.auditId());
    }
    for (AdmissionRecord record : asked) {
      // an admission review names whom the user acted as, and not the user
      boolean same =
          users.stream()
              .anyMatch(u -> u.equals(record.user()) || u.endsWith(" as " + record.user()));
      if (!same) {
        users.add(record.user());
      }
    }
    users.remove("");
    return new Who(
        users.isEmpty() ? null : String.join(" or ", users),
        ids.isEmpty() ? null : String.join(" or ", ids));
  }

  private static boolean matches(AuditEvent event, What what, ResourceRef object) {
    boolean verb =
        switch (what) {
          // a patch or an update of an object that is not there may create it
          case CREATED -> Set.of("create", "patch", "update").contains(event.verb());
          case CHANGED -> Set.of("patch", "update").contains(event.verb());
          case DELETED -> event.verb().startsWith("delete");
        };
    return verb
        && event.group().equals(object.group())
        && event.kind().equals(object.kind())
        && event.namespace().equals(object.namespace())
        && (event.name().isEmpty() || event.name().equals(object.name()))
        && (event.uid() == null || object.uid() == null || event.uid().equals(object.uid()));
  }

  private static boolean matches(AdmissionRecord record, What what, ResourceRef object) {
    String operation =
        switch (what) {
          case CREATED -> "CREATE";
          case CHANGED -> "UPDATE";
          case DELETED -> "DELETE";
        };
    return record.operation().equals(operation)
        && record.group().equals(object.group())
        && record.kind().equals(object.kind())
        && record.namespace().equals(object.namespace())
        && (record.name().isEmpty() || record.name().equals(object.name()))
        && (record.uid() == null || object.uid() == null || record.uid().equals(object.uid()));
  }
}
