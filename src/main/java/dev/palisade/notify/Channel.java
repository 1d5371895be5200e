package dev.palisade.notify;

/// A way to a receiver.
public sealed interface Channel permits Webhook, Email, Folder {
  /// Sends, and waits for what comes of it, for a bounded time. Fails by its answer alone.
  Answer send(Letter letter);

  /// What kind of way it is: `webhook`, `email`, `folder`.
  String kind();

  /// Where it leads to, so far as everybody may know: the path and the query of an address often
  /// are secrets.
  String destination();
}
