package dev.palisade.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// That somebody asked the API server to change an object, as its audit log says: who and what, and
/// nothing of what the object says.
///
/// @param item tells apart the objects of one request; empty where it is about one
/// @param kind empty: of a resource that is not known
/// @param name empty: whatever the request's selector found in the namespace
/// @param uid null: the event does not say
/// @param resourceVersion of the state that the request led to; null: the event does not say
/// @param impersonated in whose name the user acted; null: the own
/// @param code of the answer; null: there was none
public record AuditEvent(
    String auditId,
    String item,
    Instant at,
    String verb,
    String group,
    String resource,
    String kind,
    String namespace,
    String name,
    @Nullable String uid,
    @Nullable String resourceVersion,
    String user,
    @Nullable String impersonated,
    List<String> groups,
    @Nullable String userAgent,
    @Nullable Integer code) {
  public AuditEvent {
    groups = List.copyOf(groups);
  }
}
