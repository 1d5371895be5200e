package dev.palisade.store;

/// The program that [KillTest] kills: appends a history to a database for ever, and says each
/// sequence once it is stored.
final class KilledWriter {
  private KilledWriter() {}

  /// @param arguments JDBC URL, cluster, seed
  public static void main(String[] arguments) throws Exception {
    TestDatabase database = new TestDatabase(arguments[0]);
    Histories histories = new Histories(arguments[1], Long.parseLong(arguments[2]));
    while (true) {
      System.out.println(database.append(histories.next()).sequence());
    }
  }
}
