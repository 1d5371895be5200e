/// The policies that Kubernetes itself defines.
@NullMarked
package dev.palisade.translate.kubernetes;

import org.jspecify.annotations.NullMarked;
