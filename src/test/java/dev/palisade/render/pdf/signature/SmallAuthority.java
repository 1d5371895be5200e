package dev.palisade.render.pdf.signature;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/// A time-stamp authority on loopback, which can be told to misbehave.
final class SmallAuthority implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T06:00:05Z");

  enum Conduct {
    HONEST,
    REFUSES,
    STAMPS_SOMETHING_ELSE,
    REPEATS_A_NONCE,
    ANSWERS_NONSENSE,
    FAILS,
    LEADS_ELSEWHERE,
    FALLS_SILENT
  }

  final X509Certificate certificate;
  private final KeyPair pair;
  private final HttpServer server;
  private final Conduct conduct;

  SmallAuthority(Conduct conduct, KeyPurposeId purpose) throws Exception {
    this.conduct = conduct;
    pair = Certificates.rsa();
    certificate =
        Certificates.selfSigned(
            pair,
            "CN=small authority",
            certificate ->
                certificate.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose)));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  TimeStampAuthority asked(List<X509Certificate> trusted) {
    return new TimeStampAuthority(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/stamp"),
        conduct == Conduct.FALLS_SILENT ? Duration.ofMillis(300) : Duration.ofSeconds(20),
        trusted);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] query = exchange.getRequestBody().readAllBytes();
      switch (conduct) {
        case FAILS -> exchange.sendResponseHeaders(503, -1);
        case LEADS_ELSEWHERE -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
          exchange.sendResponseHeaders(307, -1);
        }
        case FALLS_SILENT -> {
          exchange.sendResponseHeaders(200, 100);
          // until whoever asked has gone
          exchange.getResponseBody().write(new byte[50]);
          exchange.getResponseBody().flush();
          synchronized (this) {
            wait();
          }
        }
        case ANSWERS_NONSENSE -> send(exchange, "no ASN.1".getBytes());
        default -> send(exchange, stamp(new TimeStampRequest(query)));
      }
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private byte[] stamp(TimeStampRequest asked) throws Exception {
    DigestCalculator sha1 =
        new JcaDigestCalculatorProviderBuilder()
            .build()
            .get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1));
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withRSA", pair.getPrivate(), certificate),
            sha1,
            new ASN1ObjectIdentifier("1.2.3.4.1"));
    tokens.addCertificates(new JcaCertStore(List.of(certificate)));
    TimeStampResponseGenerator responses =
        new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
    TimeStampRequestGenerator other = new TimeStampRequestGenerator();
    other.setCertReq(true);
    byte[] imprint = asked.getMessageImprintDigest();
    var response =
        switch (conduct) {
          case REFUSES -> responses.generateRejectedResponse(new Exception("closed for the night"));
          case STAMPS_SOMETHING_ELSE ->
              responses.generate(
                  other.generate(
                      TSPAlgorithms.SHA256,
                      MessageDigest.getInstance("SHA-256").digest(imprint),
                      asked.getNonce()),
                  BigInteger.ONE,
                  Date.from(NOW));
          case REPEATS_A_NONCE ->
              responses.generate(
                  other.generate(TSPAlgorithms.SHA256, imprint, BigInteger.TEN),
                  BigInteger.ONE,
                  Date.from(NOW));
          default -> responses.generate(asked, BigInteger.ONE, Date.from(NOW));
        };
    return response.getEncoded();
  }

  private static void send(HttpExchange exchange, byte[] answer) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  @Override
  public void close() {
    synchronized (this) {
      notifyAll();
    }
    server.stop(0);
  }
}
