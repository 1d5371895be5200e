/// Cilium's own policies, and those of Kubernetes as Cilium enforces them
/// (docs.cilium.io/en/stable/security/policy; `pkg/policy` of github.com/cilium/cilium).
@NullMarked
package dev.palisade.translate.cilium;

import org.jspecify.annotations.NullMarked;
