/// Reports: what was concluded, of what, by which method, in the shape in which it is kept and
/// published.
///
/// A [dev.palisade.compliance.report.Report] holds text and numbers only, so that one that was
/// stored years ago is read back and rendered as it was, whatever has become of the engine since.
@NullMarked
package dev.palisade.compliance.report;

import org.jspecify.annotations.NullMarked;
