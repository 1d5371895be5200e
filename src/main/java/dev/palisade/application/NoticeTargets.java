package dev.palisade.application;

import dev.palisade.application.ConfiguredNotifications.Mail;
import dev.palisade.application.ConfiguredNotifications.Receiver;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.notify.AddressGuard;
import dev.palisade.notify.Channel;
import dev.palisade.notify.Email;
import dev.palisade.notify.Folder;
import dev.palisade.notify.Target;
import dev.palisade.notify.Webhook;
import dev.palisade.notify.WebhookSecret;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The targets of the configuration, ready to be sent to. What cannot be used is said with its key,
/// and never with its value.
@ApplicationScoped
public class NoticeTargets {
  /// Of events of an installation that does not know where it is reached.
  private static final String NAMELESS = "urn:palisade";

  private final ConfiguredNotifications configured;
  private final AddressGuard guard;
  private final Clock clock;
  private final Vertx vertx;
  private final SortedMap<String, Target> byName;

  /// @throws IllegalArgumentException if a target cannot be used
  public NoticeTargets(ConfiguredNotifications configured, Clock clock, Vertx vertx) {
    this.configured = configured;
    this.clock = clock;
    this.vertx = vertx;
    this.guard =
        AddressGuard.allowing(configured.allow().orElse(List.of()), InetAddress::getAllByName);
    SortedMap<String, Target> targets = new TreeMap<>();
    configured.targets().forEach((name, receiver) -> targets.put(name, target(name, receiver)));
    this.byName = Collections.unmodifiableSortedMap(targets);
  }

  private Target target(String name, Receiver receiver) {
    String key = "palisade.notify.targets." + name;
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          key + ": a target's name has letters, digits, \".\", \"_\", \"-\", at most 63");
    }
    long ways =
        Stream.of(receiver.url(), receiver.mail(), receiver.folder())
            .filter(way -> way.isPresent())
            .count();
    if (ways != 1) {
      throw new IllegalArgumentException(key + ": needs one of url, mail and folder");
    }
    try {
      return Target.of(
          name,
          receiver.types().orElse(List.of()),
          receiver.clusters().orElse(List.of()),
          channel(receiver));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage());
    }
  }

  private Channel channel(Receiver receiver) {
    if (receiver.folder().isPresent()) {
      return new Folder(receiver.folder().get(), source());
    }
    return receiver.mail().isPresent() ? email(receiver.mail().get()) : webhook(receiver);
  }

  private Webhook webhook(Receiver receiver) {
    Supplier<List<WebhookSecret>> secrets = secrets(receiver);
    if (secrets.get().isEmpty()) {
      throw new IllegalArgumentException("a webhook needs a secret, or a secret-file");
    }
    URI url;
    try {
      url = URI.create(receiver.url().orElseThrow().strip());
    } catch (IllegalArgumentException e) {
      // without the cause: paths of webhooks are secrets
      throw new IllegalArgumentException("its url is no address");
    }
    return new Webhook(
        new Webhook.Settings(
            url,
            receiver.plainHttp(),
            receiver.certificates().map(Path::toString).orElse(null),
            source(),
            configured.timeout()),
        secrets,
        guard,
        clock,
        vertx);
  }

  private static Supplier<List<WebhookSecret>> secrets(Receiver receiver) {
    return () ->
        receiver
            .secretFile()
            .map(file -> read(file).lines().toList())
            .or(receiver::secret)
            .orElse(List.of())
            .stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(WebhookSecret::parse)
            .toList();
  }

  private Email email(Mail mail) {
    return new Email(
        new Email.Settings(
            mail.host(),
            mail.port(),
            Email.Security.valueOf(mail.security().name()),
            mail.user().orElse(null),
            mail.from(),
            mail.to(),
            baseUrl(),
            configured.timeout()),
        () -> mail.passwordFile().map(file -> read(file).strip()).or(mail::password).orElse(null),
        guard);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private @Nullable String baseUrl() {
    return configured.baseUrl().map(url -> url.replaceFirst("/+$", "")).orElse(null);
  }

  private String source() {
    String url = baseUrl();
    return url == null ? NAMELESS : url;
  }

  /// Sorted by name.
  SortedMap<String, Target> byName() {
    return byName;
  }

  /// @throws NotFound if the configuration has none of that name
  Target named(String name) {
    Target target = byName.get(name);
    if (target == null) {
      throw new NotFound("there is no target " + name + ": palisade.notify.targets names them");
    }
    return target;
  }

  /// Names of those who want to hear of it.
  List<String> wanting(Notice notice) {
    return byName.values().stream()
        .filter(target -> target.wants(notice))
        .map(Target::name)
        .toList();
  }
}
