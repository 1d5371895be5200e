package dev.palisade.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.notice.Notice;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends notices as plain mails by SMTP; a checkpoint goes along as a file, byte for byte.
///
/// What notices say is written by others too (names of workloads); in headers stands nothing of it
/// but in the subject, as one line.
public final class Email implements Channel {

  /// How the connection to the server is kept from listeners.
  public enum Security {
    /// TLS from the first byte.
    TLS,
    /// STARTTLS, without which nothing is sent.
    STARTTLS,
    /// Not at all.
    NONE
  }

  /// @param user null: the server asks for none
  /// @param from one address
  /// @param to at least one
  /// @param baseUrl where this service is reached, without a slash at the end; null: nothing is
  ///   linked
  /// @param timeout for connecting and for each answer of the server
  public record Settings(
      String host,
      int port,
      Security security,
      @Nullable String user,
      String from,
      List<String> to,
      @Nullable String baseUrl,
      Duration timeout) {
    /// @throws IllegalArgumentException if an address is none
    public Settings {
      to = List.copyOf(to);
      address(from);
      to.forEach(Email::address);
      if (to.isEmpty()) {
        throw new IllegalArgumentException("a mail goes to somebody");
      }
    }
  }

  private final Settings settings;
  private final Supplier<@Nullable String> password;
  private final AddressGuard guard;

  /// @param password asked each time: a file may have been replaced
  public Email(Settings settings, Supplier<@Nullable String> password, AddressGuard guard) {
    this.settings = settings;
    this.password = password;
    this.guard = guard;
  }

  private static InternetAddress address(String text) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      if (text.chars().anyMatch(Character::isISOControl) || !text.contains("@")) {
        throw new IllegalArgumentException("not a mail address: " + PlainText.line(text));
      }
      return address;
    } catch (AddressException e) {
      throw new IllegalArgumentException("not a mail address: " + PlainText.line(text), e);
    }
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public String destination() {
    return String.join(", ", settings.to());
  }

  @Override
  public Answer send(Letter letter) {
    try {
      Transport.send(message(letter, session()));
      return Answer.delivered("taken by " + settings.host());
    } catch (MessagingException e) {
      Throwable cause = e;
      while (cause.getCause() != null && !(cause instanceof GuardedSockets.Closed)) {
        cause = cause.getCause();
      }
      return cause instanceof GuardedSockets.Closed
          ? Answer.failed("refused to send to " + settings.host() + ": " + cause.getMessage())
          : new Answer(
              Answer.Result.FAILED,
              null,
              settings.host() + " did not take it (" + e.getClass().getSimpleName() + ")",
              WebhookExchange.printable(e.getMessage()),
              null);
    } catch (RuntimeException e) {
      return Answer.failed("its password cannot be used: " + e.getMessage());
    }
  }

  private Session session() {
    Properties properties = new Properties();
    String timeout = Long.toString(settings.timeout().toMillis());
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.connectiontimeout", timeout);
    properties.put("mail.smtp.timeout", timeout);
    properties.put("mail.smtp.writetimeout", timeout);
    properties.put("mail.smtp.socketFactory", new GuardedSockets(guard));
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.security()) {
      case TLS -> {
        properties.put("mail.smtp.ssl.enable", "true");
        // TLS is laid over a socket that was checked
        properties.put("mail.smtp.ssl.socketFactory", new GuardedSockets(guard));
      }
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case NONE -> {}
    }
    String user = settings.user();
    if (user == null) {
      return Session.getInstance(properties);
    }
    properties.put("mail.smtp.auth", "true");
    String secret = password.get();
    return Session.getInstance(
        properties,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(user, secret);
          }
        });
  }

  private MimeMessage message(Letter letter, Session session) throws MessagingException {
    Notice notice = letter.notice();
    String domain = settings.from().replaceFirst(".*@", "").replaceAll("[^A-Za-z0-9.-]", "");
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + letter.messageId() + "@" + domain + ">");
          }
        };
    message.setFrom(address(settings.from()));
    for (String to : settings.to()) {
      message.addRecipient(Message.RecipientType.TO, address(to));
    }
    message.setSubject(NoticeText.subject(notice), UTF_8.name());
    message.setSentDate(Date.from(notice.at()));
    // RFC 3834: nobody answers that they are on holiday
    message.setHeader("Auto-Submitted", "auto-generated");
    String body = NoticeText.body(letter, settings.baseUrl());
    String note = notice.text(Notice.NOTE);
    if (note == null) {
      message.setText(body, UTF_8.name());
    } else {
      message.setContent(withNote(body, note));
    }
    return message;
  }

  private static MimeMultipart withNote(String body, String note) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(body, UTF_8.name());
    MimeBodyPart file = new MimeBodyPart();
    file.setText(note, UTF_8.name());
    file.setFileName("checkpoint.txt");
    // lines of text are altered on the way; these must not be
    file.setHeader("Content-Transfer-Encoding", "base64");
    return new MimeMultipart(text, file);
  }
}
