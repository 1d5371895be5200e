/// Reports in the shape of the policy report kinds of Kubernetes.
@NullMarked
package dev.palisade.render.policyreport;

import org.jspecify.annotations.NullMarked;
