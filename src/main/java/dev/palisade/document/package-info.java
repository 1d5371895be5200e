/// What is read and written as text: YAML (as kubectl reads it) and JSON, into trees whose nodes
/// know their line, with the file and the JSON pointer kept beside them; and back again as
/// canonical JSON, indented JSON or YAML.
///
/// Nothing here knows a Kubernetes kind, except that a mapping whose `kind` ends in `List` and that
/// has a sequence of `items` is a list of objects, which is read item by item.
@NullMarked
package dev.palisade.document;

import org.jspecify.annotations.NullMarked;
