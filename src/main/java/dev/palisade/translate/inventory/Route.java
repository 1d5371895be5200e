package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.snapshot.ResourceRef;
import java.util.SortedSet;
import java.util.function.Predicate;

/// One way from a controller (of Ingress objects or Gateways), or a load balancer, to ports of a
/// service.
///
/// @param kind INGRESS, GATEWAY or LOAD_BALANCER
/// @param pointer JSON pointer of the reference to the service
/// @param port which of the service's ports are meant
/// @param controllers the controller's pods as `namespace/name`; empty when they are not known, and
///   of a load balancer, which has none
record Route(
    ResourceRef ref,
    Exposure.Kind kind,
    String pointer,
    String namespace,
    String service,
    Predicate<Service.Port> port,
    SortedSet<String> controllers) {}
