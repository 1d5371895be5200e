/// Manifests to what exists: namespaces, pods, services, exposures, nodes, network agents, RBAC.
@NullMarked
package dev.palisade.translate.inventory;

import org.jspecify.annotations.NullMarked;
