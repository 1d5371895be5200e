/// Reports over a group of clusters, made of the reports on each of them.
@NullMarked
package dev.palisade.compliance.report.group;

import org.jspecify.annotations.NullMarked;
