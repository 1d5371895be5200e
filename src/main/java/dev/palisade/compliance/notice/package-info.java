/// What happened that people or programs elsewhere want to know of: values, which others keep and
/// deliver.
@NullMarked
package dev.palisade.compliance.notice;

import org.jspecify.annotations.NullMarked;
