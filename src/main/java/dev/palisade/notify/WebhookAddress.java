package dev.palisade.notify;

import java.net.URI;

/// What an address of a webhook must be like.
final class WebhookAddress {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /// Below are the ports of other services, which are not to be talked to in HTTP.
  private static final int FIRST_FREE_PORT = 1024;

  private WebhookAddress() {}

  /// @throws IllegalArgumentException if nothing is sent there; the message does not show path and
  ///   query
  static void require(URI url, boolean plainHttp) {
    String scheme = url.getScheme();
    if (!"https".equals(scheme) && !"http".equals(scheme)) {
      throw new IllegalArgumentException("a webhook's address begins with https://");
    }
    if (scheme.equals("http") && !plainHttp) {
      throw new IllegalArgumentException(
          "http:// is taken only where plain-http is set to true: use https://");
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException("a webhook's address names a host");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("a webhook's address has no user and no fragment");
    }
    int port = port(url);
    if (port != HTTPS && port != HTTP && port < FIRST_FREE_PORT || port > 65535) {
      throw new IllegalArgumentException(
          "a webhook's port is 443, 80 or one from 1024 on, not " + port);
    }
  }

  static boolean isTls(URI url) {
    return "https".equals(url.getScheme());
  }

  static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return isTls(url) ? HTTPS : HTTP;
  }

  /// Without the brackets of an IPv6 address.
  static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
