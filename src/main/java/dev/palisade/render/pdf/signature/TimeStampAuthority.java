package dev.palisade.render.pdf.signature;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/// An authority that says, signed, that a digest was shown to it at an instant (RFC 3161), asked
/// over HTTP.
///
/// @param address configured by who runs the installation; redirections are not followed
/// @param timeout for the whole answer
/// @param trusted certificates of the authority or of who issued its certificate; empty: any
///   authority's word is taken, and the reader judges its certificate
public record TimeStampAuthority(URI address, Duration timeout, List<X509Certificate> trusted) {
  private static final int MOST_BYTES = 1 << 20;
  private static final int NONCE_BITS = 64;
  private static final int OK = 200;
  private static final SecureRandom RANDOM = new SecureRandom();

  public TimeStampAuthority {
    trusted = List.copyOf(trusted);
    String scheme = address.getScheme();
    if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "the address of a time-stamp authority begins with http:// or https://: " + address);
    }
  }

  /// Has the authority stamp what is signed. The answer is taken only if it is about these bytes,
  /// holds the nonce that was sent, and is signed by the certificate that it names, which is one
  /// for time stamps (RFC 3161, 2.2 and 2.3).
  ///
  /// @throws NoTimeStamp if it does not answer so
  TimeStampToken stamp(byte[] signature) throws NoTimeStamp {
    try {
      TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
      generator.setCertReq(true);
      TimeStampRequest request =
          generator.generate(
              TSPAlgorithms.SHA256,
              MessageDigest.getInstance("SHA-256").digest(signature),
              new BigInteger(NONCE_BITS, RANDOM));
      TimeStampResponse response = new TimeStampResponse(ask(request.getEncoded()));
      response.validate(request);
      TimeStampToken token = response.getTimeStampToken();
      if (token == null) {
        String why = response.getStatusString();
        throw new NoTimeStamp(address + " refused" + (why == null ? "" : ": " + why), null);
      }
      TokenCheck.requireSigned(token, trusted);
      return token;
    } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
      throw new NoTimeStamp(address + " sent an answer that proves nothing: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new NoTimeStamp(address + " did not answer: " + said(e), e);
    }
  }

  private static String said(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private byte[] ask(byte[] query) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    // the client's own time limit ends with the headers
    FutureTask<byte[]> answer = new FutureTask<>(() -> ask(client, query));
    Thread.ofVirtual().start(answer);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e.getMessage() : said(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      client.shutdownNow();
    }
  }

  private byte[] ask(HttpClient client, byte[] query) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/timestamp-query")
            .header("Accept", "application/timestamp-reply")
            .POST(HttpRequest.BodyPublishers.ofByteArray(query))
            .build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != OK) {
        throw new IOException("HTTP " + response.statusCode());
      }
      byte[] answer = body.readNBytes(MOST_BYTES);
      if (answer.length == MOST_BYTES) {
        throw new IOException("more than " + MOST_BYTES + " bytes");
      }
      return answer;
    }
  }
}
