package dev.palisade.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.palisade.notify.Answer.Result;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A receiver with a certificate for hooks.example that nobody but itself vouches for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsReceiverTest {
  private final Vertx vertx = Vertx.vertx();
  private Receiver receiver;
  private Path certificate;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    X509Certificate own = certificate(keys);
    certificate = folder.resolve("own.pem");
    Files.writeString(
        certificate,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(own.getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", keys.getPrivate(), new char[0], new X509Certificate[] {own});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    receiver = Receiver.on(server, exchange -> Receiver.answer(exchange, 200, ""));
  }

  private static X509Certificate certificate(KeyPair keys) throws Exception {
    X500Principal name = new X500Principal("CN=hooks.example");
    Instant now = Instant.now();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(now.minusSeconds(60)),
                    Date.from(now.plus(Duration.ofDays(1))),
                    name,
                    keys.getPublic())
                .addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, "hooks.example")))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  @AfterAll
  void end() {
    receiver.close();
    vertx.close();
  }

  private Answer send(String host, @Nullable Path certificates) {
    return new Webhook(
            new Webhook.Settings(
                URI.create("https://" + host + ":" + receiver.port() + "/in"),
                false,
                certificates == null ? null : certificates.toString(),
                "urn:x",
                Duration.ofSeconds(10)),
            () -> List.of(WebhookSecret.parse("whsec_" + "bmV3IHNlY3JldCBuZXcgc2VjcmV0IG5ldyBz")),
            AddressGuard.allowing(
                List.of("127.0.0.1"),
                name -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}),
            Clock.fixed(Letters.NOW, ZoneOffset.UTC),
            vertx)
        .send(Letters.report());
  }

  @Test
  void theCertificateIsThatOfTheNameThoughTheAddressWasChecked() {
    assertThat(send("hooks.example", certificate).result()).isEqualTo(Result.DELIVERED);
  }

  @Test
  void aCertificateOfAnotherNameIsRefused() {
    Answer answer = send("other.example", certificate);
    assertThat(answer.result()).isEqualTo(Result.FAILED);
    assertThat(answer.detail()).startsWith("no TLS connection");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    Answer answer = send("hooks.example", null);
    assertThat(answer.result()).isEqualTo(Result.FAILED);
    assertThat(answer.detail()).startsWith("no TLS connection");
  }
}
