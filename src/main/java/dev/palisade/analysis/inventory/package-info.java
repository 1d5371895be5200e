/// What exists: namespaces, pods, workloads, services, exposures, nodes, network agents, RBAC.
@NullMarked
package dev.palisade.analysis.inventory;

import org.jspecify.annotations.NullMarked;
