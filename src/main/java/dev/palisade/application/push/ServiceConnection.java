package dev.palisade.application.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.application.UnusableInput;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Where a service is, and how it knows who comes.
///
/// @param service its address, without a path
/// @param token never shown: see [#toString]
/// @param trusted certificates of authorities that vouch for it; null: those that the JDK trusts
public record ServiceConnection(URI service, String token, @Nullable Path trusted) {

  /// Whether a token may travel in the clear.
  public enum PlainHttp {
    /// To this machine alone.
    LOOPBACK,
    ANYWHERE
  }

  private static final Duration CONNECTING = Duration.ofSeconds(20);

  /// @throws UnusableInput if the address is none to push to, or the token's file holds no token
  public static ServiceConnection of(
      String address, Path tokenFile, @Nullable Path trusted, PlainHttp plain) {
    return new ServiceConnection(address(address, plain), token(tokenFile), trusted);
  }

  private static URI address(String text, PlainHttp plain) {
    URI uri;
    try {
      uri = URI.create(text.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--push: " + text + ": is no address");
    }
    String scheme = uri.getScheme();
    if (uri.getHost() == null
        || uri.getUserInfo() != null
        || uri.getQuery() != null
        || uri.getFragment() != null
        || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new UnusableInput(
          "--push: " + text + ": an address such as https://palisade.example is needed");
    }
    if (scheme.equals("http") && plain == PlainHttp.LOOPBACK && !isLoopback(uri.getHost())) {
      throw new UnusableInput(
          "--push: "
              + text
              + ": the token would travel in the clear: use https, or say --insecure-http");
    }
    return uri;
  }

  private static boolean isLoopback(String host) {
    boolean literal = host.matches("[0-9.]+|\\[.*]");
    try {
      return host.equals("localhost")
          || (literal && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String token(Path file) {
    String token;
    try {
      token = Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new UnusableInput("--token-file: " + file + ": cannot be read");
    }
    if (!token.matches("[!-~]{8,500}")) {
      throw new UnusableInput(
          "--token-file: " + file + ": does not hold one token and nothing else");
    }
    return token;
  }

  /// A client that follows nobody elsewhere: the token is for this service.
  ///
  /// @throws UnusableInput if there is no certificate to trust
  HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder().connectTimeout(CONNECTING).followRedirects(Redirect.NEVER);
    if (trusted != null) {
      client.sslContext(trusting(trusted));
    }
    return client.build();
  }

  private static SSLContext trusting(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      if (number == 0) {
        throw new UnusableInput("--ca-file: " + file + ": no certificate stands there");
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UnusableInput("--ca-file: " + file + ": cannot be read");
    } catch (GeneralSecurityException e) {
      throw new UnusableInput("--ca-file: " + file + ": holds no certificates: " + e.getMessage());
    }
  }

  /// The address alone.
  @Override
  public String toString() {
    return service.toString();
  }
}
