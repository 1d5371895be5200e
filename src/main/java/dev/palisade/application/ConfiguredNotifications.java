package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// To whom notices go: `palisade.notify.…`.
@ConfigMapping(prefix = "palisade.notify")
public interface ConfiguredNotifications {
  /// Where people reach this service, e.g. `https://palisade.example`: for links, and as the source
  /// of events.
  Optional<String> baseUrl();

  /// Addresses, CIDRs and names of hosts that notices may go to though they are not public.
  Optional<List<String>> allow();

  /// How often the outbox is looked through.
  @WithDefault("PT5S")
  Duration every();

  /// How long delivery is tried before it is given up.
  @WithDefault("PT48H")
  Duration giveUpAfter();

  /// How long it is remembered what was delivered.
  @WithDefault("P400D")
  Duration keep();

  /// How long a receiver may take to answer.
  @WithDefault("PT15S")
  Duration timeout();

  Map<String, Receiver> targets();

  /// A receiver: exactly one of `url`, `mail` and `folder`.
  interface Receiver {
    /// Types of notices, or beginnings that end in `.*`; absent: all.
    Optional<List<String>> types();

    /// Absent: all.
    Optional<List<String>> clusters();

    /// Where a webhook listens.
    Optional<String> url();

    /// A webhook's secrets, the newest first.
    Optional<List<String>> secret();

    /// A file with them, one a line, in place of `secret`: read each time, so that it can be
    /// replaced.
    Optional<Path> secretFile();

    /// Whether `http://` is taken.
    @WithDefault("false")
    boolean plainHttp();

    /// PEM file of those who vouch for the webhook's certificate; absent: those that Java trusts.
    Optional<Path> certificates();

    Optional<Path> folder();

    Optional<Mail> mail();
  }

  /// A mail server and who gets mail through it.
  interface Mail {
    String host();

    @WithDefault("587")
    int port();

    /// `starttls`, `tls` or `none`.
    @WithDefault("starttls")
    Security security();

    Optional<String> user();

    Optional<String> password();

    /// A file with the password in place of `password`: read each time.
    Optional<Path> passwordFile();

    String from();

    List<String> to();
  }

  /// How the connection to a mail server is kept from listeners.
  enum Security {
    STARTTLS,
    TLS,
    NONE
  }
}
