/// Collects from the API server of a cluster, which is only ever read: paged list calls of the
/// kinds that evidence is made of. Objects are taken as JSON trees, never as typed models, and no
/// Secret is asked for.
@NullMarked
package dev.palisade.collect.kubernetes;

import org.jspecify.annotations.NullMarked;
