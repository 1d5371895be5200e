package dev.palisade.analysis.traffic;

/// Consecutive ports, both ends included, within 1 to 65535. Port 0 is reserved and never a port to
/// connect to.
public record PortRange(int first, int last) implements Comparable<PortRange> {

  public static final int MIN = 1;
  public static final int MAX = 65535;

  public PortRange {
    if (first < MIN || last > MAX || first > last) {
      throw new IllegalArgumentException(
          "ports " + first + "-" + last + " are no range within " + MIN + " to " + MAX);
    }
  }

  public static PortRange of(int port) {
    return new PortRange(port, port);
  }

  /// Reads `80` or `8080-8090`.
  ///
  /// @throws IllegalArgumentException if it is neither
  public static PortRange parse(String text) {
    int dash = text.indexOf('-');
    int first = Decimal.tryParse(dash < 0 ? text : text.substring(0, dash), MAX);
    int last = dash < 0 ? first : Decimal.tryParse(text.substring(dash + 1), MAX);
    if (first < MIN || last < first) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither a port nor a range of ports within " + MIN + " to " + MAX);
    }
    return new PortRange(first, last);
  }

  public boolean contains(int port) {
    return first <= port && port <= last;
  }

  @Override
  public int compareTo(PortRange other) {
    return first != other.first
        ? Integer.compare(first, other.first)
        : Integer.compare(last, other.last);
  }

  /// `80`, or `8080-8090`.
  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
