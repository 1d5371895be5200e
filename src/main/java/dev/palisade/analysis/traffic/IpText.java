package dev.palisade.analysis.traffic;

import org.jspecify.annotations.Nullable;

/// How addresses are read and written.
final class IpText {

  private static final int GROUPS = 8;

  private IpText() {}

  /// The address as written, an IPv4-mapped one still as IPv6; null for a text that is none.
  static @Nullable IpAddress read(String text) {
    if (text.indexOf(':') >= 0) {
      return readV6(text);
    }
    long bits = readV4(text);
    return bits < 0 ? null : IpAddress.v4(bits);
  }

  /// What may be wrong with a text that is no address, as the end of a sentence.
  static String hint(String text) {
    if (text.indexOf('%') >= 0) {
      return ": zones are not taken";
    }
    if (text.indexOf('/') >= 0) {
      return ": a prefix length is not taken here";
    }
    for (String octet : text.split("\\.", -1)) {
      if (octet.length() > 1 && octet.startsWith("0") && text.indexOf(':') < 0) {
        return ": the octet " + octet + " has a leading zero, which some readers take as octal";
      }
    }
    return "";
  }

  private static long readV4(String text) {
    long bits = 0;
    int start = 0;
    for (int octet = 0; octet < 4; octet++) {
      int end = octet < 3 ? text.indexOf('.', start) : text.length();
      if (end < 0) {
        return -1;
      }
      int value = Decimal.tryParse(text.substring(start, end), 255);
      if (value < 0) {
        return -1;
      }
      bits = bits << 8 | value;
      start = end + 1;
    }
    return bits;
  }

  private static @Nullable IpAddress readV6(String text) {
    // "::" parts the groups into a head and a tail; only one is allowed.
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] groups = groups(text, true);
      return groups != null && groups.length == GROUPS ? of(groups, new int[0]) : null;
    }
    int[] head = groups(text.substring(0, gap), false);
    int[] tail = groups(text.substring(gap + 2), true);
    // The gap stands for at least one group.
    return head != null && tail != null && head.length + tail.length < GROUPS
        ? of(head, tail)
        : null;
  }

  private static IpAddress of(int[] head, int[] tail) {
    int[] all = new int[GROUPS];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | all[i];
      low = low << 16 | all[i + 4];
    }
    return IpAddress.v6(high, low);
  }

  /// The 16-bit groups of a colon-separated text, none for an empty one; null if one is none. The
  /// last may be an IPv4 address in dots, which is two groups.
  private static int @Nullable [] groups(String text, boolean dottedEnd) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    String end = parts[parts.length - 1];
    boolean dotted = dottedEnd && end.indexOf('.') >= 0;
    int[] groups = new int[dotted ? parts.length + 1 : parts.length];
    if (dotted) {
      long bits = readV4(end);
      if (bits < 0) {
        return null;
      }
      groups[parts.length - 1] = (int) (bits >>> 16);
      groups[parts.length] = (int) (bits & 0xffff);
    }
    for (int i = 0; i < (dotted ? parts.length - 1 : parts.length); i++) {
      groups[i] = group(parts[i]);
      if (groups[i] < 0) {
        return null;
      }
    }
    return groups;
  }

  private static int group(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Character.digit would also take the digits of other scripts.
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  static String write(IpAddress address) {
    long low = address.low();
    if (address.isV4()) {
      return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (address.high() >>> (48 - 16 * i)) & 0xffff;
      groups[i + 4] = (int) (low >>> (48 - 16 * i)) & 0xffff;
    }
    int gap = longestZeros(groups);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        text.append("::");
        while (i < GROUPS && groups[i] == 0) {
          i++;
        }
        if (i == GROUPS) {
          break;
        }
      } else if (i > 0) {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  /// Where the first of the longest runs of two or more zero groups begins (RFC 5952 section 4.2),
  /// or -1.
  private static int longestZeros(int[] groups) {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        best = i;
        bestLength = end - i;
      }
      i = Math.max(i, end);
    }
    return best;
  }
}
