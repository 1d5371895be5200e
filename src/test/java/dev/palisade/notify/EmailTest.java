package dev.palisade.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import dev.palisade.notify.Answer.Result;
import dev.palisade.notify.Email.Security;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a mail server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailTest {
  private static final AddressGuard LOOPBACK =
      AddressGuard.allowing(List.of("127.0.0.1"), InetAddress::getAllByName);

  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort(),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS).dynamicPort()
          });

  @BeforeAll
  void start() {
    server.start();
    server.setUser("auditor@example.org", "auditor@example.org", "geheim");
  }

  @BeforeEach
  void forget() throws Exception {
    server.purgeEmailFromAllMailboxes();
  }

  @AfterAll
  void end() {
    server.stop();
  }

  private Email email(
      Security security, @Nullable String user, @Nullable String password, AddressGuard guard) {
    int port = security == Security.TLS ? server.getSmtps().getPort() : server.getSmtp().getPort();
    return new Email(
        new Email.Settings(
            "127.0.0.1",
            port,
            security,
            user,
            "Palisade <palisade@example.org>",
            List.of("auditor@example.org"),
            "https://palisade.example",
            Duration.ofSeconds(5)),
        () -> password,
        guard);
  }

  private Email plain() {
    return email(Security.NONE, null, null, LOOPBACK);
  }

  @Test
  void aNoticeIsAPlainMailWithALink() throws Exception {
    assertThat(plain().send(Letters.report())).isEqualTo(Answer.delivered("taken by 127.0.0.1"));
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject())
        .isEqualTo("[Palisade] shop: Report SHOP-ALL-2026-0001 was issued");
    assertThat(mail.getMessageID()).isEqualTo("<" + Letters.MESSAGE_ID + "@example.org>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(mail.getContent().toString().replace("\r\n", "\n") + "\n")
        .isEqualTo(
            """
            Report SHOP-ALL-2026-0001 was issued.

            cluster: shop
            at: 2026-06-30T12:00:00Z
            version: 1

            https://palisade.example/reports/1

            --\s
            palisade.report.issued, msg_00000000-0000-4000-8000-000000000001
            """);
  }

  @Test
  void theAuditorGetsTheCheckpointAsAFileByteByByte() throws Exception {
    plain().send(Letters.checkpoint());
    MimeMultipart parts = (MimeMultipart) server.getReceivedMessages()[0].getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("checkpoint.txt");
    assertThat(new String(parts.getBodyPart(1).getInputStream().readAllBytes(), UTF_8))
        .isEqualTo(Letters.NOTE);
  }

  @Test
  void whatOthersWroteBecomesNoHeaderAndNoSecondMail() throws Exception {
    String evil =
        "x\r\nBcc: victim@example.org\r\n\r\n.\r\nMAIL FROM:<evil@example.org>\u202e\u0000";
    Answer answer =
        plain()
            .send(
                Letters.of(
                    new Notice(
                        "palisade.campaign.due",
                        Letters.NOW,
                        evil,
                        evil,
                        Node.object(
                            Map.of(
                                evil,
                                Node.text(evil),
                                Notice.SUMMARY,
                                Node.text(evil),
                                Notice.PATH,
                                Node.text("/" + evil))))));
    assertThat(answer.result()).isEqualTo(Result.DELIVERED);
    assertThat(server.getReceivedMessages()).hasSize(1);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getSubject()).doesNotContain("\r", "\n", "\u202e", "\u0000");
    assertThat(mail.getContent().toString()).doesNotContain("\u202e", "\u0000");
  }

  @Test
  void aLongSubjectOfAnotherScriptArrivesAsOneLine() throws Exception {
    plain()
        .send(
            Letters.of(
                new Notice(
                    Notice.FINDING_OPENED,
                    Letters.NOW,
                    "shop",
                    "Überlänge ✓ ".repeat(40),
                    Node.object(Map.of()))));
    assertThat(server.getReceivedMessages()[0].getSubject())
        .startsWith("[Palisade] shop: New findings: Überlänge ✓")
        .endsWith("…")
        .hasSize(151);
  }

  @Test
  void aPasswordIsSentWhereTheServerKnowsTheUser() {
    assertThat(
            email(Security.NONE, "auditor@example.org", "geheim", LOOPBACK)
                .send(Letters.report())
                .result())
        .isEqualTo(Result.DELIVERED);
    Answer refused =
        email(Security.NONE, "auditor@example.org", "falsch", LOOPBACK).send(Letters.report());
    assertThat(refused.result()).isEqualTo(Result.FAILED);
    assertThat(refused.detail())
        .isEqualTo("127.0.0.1 did not take it (AuthenticationFailedException)");
    assertThat(String.valueOf(refused.excerpt())).doesNotContain("falsch");
  }

  @Test
  void withoutStarttlsNothingIsSentWhereItIsAskedFor() {
    Answer answer = email(Security.STARTTLS, null, null, LOOPBACK).send(Letters.report());
    assertThat(answer.result()).isEqualTo(Result.FAILED);
    assertThat(answer.excerpt()).contains("STARTTLS");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerWhoseCertificateNobodyVouchesForGetsNothing() {
    assertThat(email(Security.TLS, null, null, LOOPBACK).send(Letters.report()).result())
        .isEqualTo(Result.FAILED);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aClosedAddressIsNotConnectedTo() {
    AddressGuard strict = AddressGuard.allowing(List.of(), InetAddress::getAllByName);
    for (Security security : Security.values()) {
      Answer answer = email(security, null, null, strict).send(Letters.report());
      assertThat(answer.detail())
          .as(security.name())
          .startsWith("refused to send to 127.0.0.1: 127.0.0.1 is not public");
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nobody", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example"})
  void whatIsNoAddressIsRefused(String to) {
    assertThatThrownBy(
            () ->
                new Email.Settings(
                    "mail.example",
                    587,
                    Security.STARTTLS,
                    null,
                    "a@b.example",
                    List.of(to),
                    null,
                    Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\n");
  }
}
