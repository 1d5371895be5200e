/// Finds the smallest change of policies that closes a finding, and proves it by judging the
/// cluster so changed.
@NullMarked
package dev.palisade.compliance.remedy;

import org.jspecify.annotations.NullMarked;
