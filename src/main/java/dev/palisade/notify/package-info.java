/// Sends notices away: as CloudEvents by webhook, signed as Standard Webhooks has it; by e-mail;
/// into a folder. Who gets what and when is decided elsewhere; to which addresses nothing is ever
/// sent, here.
@NullMarked
package dev.palisade.notify;

import org.jspecify.annotations.NullMarked;
