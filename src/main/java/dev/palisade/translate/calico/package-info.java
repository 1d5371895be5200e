/// Calico's own policies (docs.tigera.io, "Calico API resources"; `projectcalico/calico`: the types
/// of `api/pkg/apis/projectcalico/v3`, what `libcalico-go/lib/validator/v3` refuses, what
/// `libcalico-go/lib/backend/syncersv1/updateprocessors` makes of them and `felix/calc` enforces).
@NullMarked
package dev.palisade.translate.calico;

import org.jspecify.annotations.NullMarked;
