/// What people ask about policies beside who reaches whom: which of them do nothing, whether one
/// set allows more than another, what a pod that does not exist yet could reach.
@NullMarked
package dev.palisade.analysis.reachability.question;

import org.jspecify.annotations.NullMarked;
