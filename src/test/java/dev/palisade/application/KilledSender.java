package dev.palisade.application;

import dev.palisade.store.ServiceDatabase;

/// The program that [SendNoticesTest] kills while it sends.
final class KilledSender {
  private KilledSender() {}

  /// @param arguments JDBC URL, the receiver's port
  public static void main(String[] arguments) {
    Outbox service =
        new Outbox(
            new ServiceDatabase(arguments[0]),
            new Outbox.Hands(),
            Outbox.hook(Integer.parseInt(arguments[1])));
    service.send.route();
    service.deliver("hook");
  }
}
