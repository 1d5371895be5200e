/// What is kept: the database, its rows and the codecs that write and read them.
@NullMarked
package dev.palisade.store;

import org.jspecify.annotations.NullMarked;
