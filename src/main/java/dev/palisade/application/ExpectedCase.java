package dev.palisade.application;

import dev.palisade.analysis.policy.AppRequest;
import dev.palisade.analysis.policy.AppRequest.DnsQuery;
import dev.palisade.analysis.policy.AppRequest.HttpRequest;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One case of a file of expectations: manifests, and what is expected of them.
///
/// @param dialect null: by the manifests
/// @param manifests together one cluster; two clusters where a difference is meant
/// @param expectedFile for maps and differences; null otherwise
/// @param csv whether a difference is expected as CSV, not as text
record ExpectedCase(
    String name,
    Kind kind,
    @Nullable Dialect dialect,
    List<Path> manifests,
    List<Check> checks,
    @Nullable Path expectedFile,
    boolean csv) {

  /// What is compared.
  enum Kind {
    CHECKS,
    CONNECTIVITY,
    DIFF,
    /// There must be no answer.
    FATAL_ERROR,
    /// There must be an answer, and a warning.
    WARNING
  }

  /// One connection, and whether it may be opened.
  ///
  /// @param request one request on it, and what is expected of that; null: nothing
  record Check(
      String source,
      String destination,
      Packet packet,
      boolean expected,
      @Nullable RequestCheck request) {
    @Override
    public String toString() {
      return source + " -> " + destination + " " + packet;
    }
  }

  /// A request, and whether it may be made once the connection is open.
  record RequestCheck(AppRequest request, boolean expected) {}

  private static final ReadLimits LIMITS = new ReadLimits(256 << 20, 100, 0);

  ExpectedCase {
    manifests = List.copyOf(manifests);
    checks = List.copyOf(checks);
  }

  /// The cases of a file.
  ///
  /// @throws UnusableInput when it cannot be read or a case is none
  static List<ExpectedCase> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Cursor root =
          new Cursor(
              file.toString(), "", new DocumentReader(LIMITS).parseJson(file.toString(), in));
      if (!root.isArray()) {
        throw root.malformed("must be an array of cases");
      }
      List<ExpectedCase> cases = new ArrayList<>();
      for (Cursor item : root.items()) {
        cases.add(of(item, file.resolveSibling("")));
      }
      return cases;
    } catch (MalformedDocument e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new UnusableInput(file + ": no such file");
    } catch (IOException e) {
      throw new UnusableInput(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static ExpectedCase of(Cursor at, Path folder) {
    List<Path> manifests = at.get("manifests").texts().stream().map(folder::resolve).toList();
    if (manifests.isEmpty()) {
      throw at.get("manifests").malformed("at least one path of manifests is required");
    }
    Kind kind = kind(at.get("kind"));
    String expected =
        kind == Kind.CONNECTIVITY || kind == Kind.DIFF
            ? at.get("expected_file").requiredText()
            : null;
    if (kind == Kind.DIFF && manifests.size() != 2) {
      throw at.get("manifests").malformed("a difference needs two paths, before and after");
    }
    List<Check> checks = new ArrayList<>();
    if (kind == Kind.CHECKS) {
      at.get("checks").items().forEach(check -> checks.add(check(check)));
    }
    return new ExpectedCase(
        at.get("name").requiredText(),
        kind,
        dialect(at.get("dialect")),
        manifests,
        checks,
        expected == null ? null : folder.resolve(expected),
        at.get("format").text("txt").equals("csv"));
  }

  private static Kind kind(Cursor at) {
    return switch (at.text("")) {
      case "" -> Kind.CHECKS;
      case "connectivity" -> Kind.CONNECTIVITY;
      case "diff" -> Kind.DIFF;
      case "fatal_error" -> Kind.FATAL_ERROR;
      case "warning" -> Kind.WARNING;
      default ->
          throw at.malformed("is none of connectivity, diff, fatal_error and warning, nor absent");
    };
  }

  private static @Nullable Dialect dialect(Cursor at) {
    if (!at.isPresent()) {
      return null;
    }
    try {
      return Dialect.parse(at.requiredText());
    } catch (IllegalArgumentException e) {
      throw at.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Check check(Cursor at) {
    Boolean expected = at.get("expected").bool();
    if (expected == null) {
      throw at.get("expected").malformed("true or false is required");
    }
    return new Check(
        at.get("src").requiredText(),
        at.get("dst").requiredText(),
        packet(at),
        expected,
        request(at));
  }

  /// `http: {method, path, host?, headers?}` or `dns: {name}`, with `expected_l7`.
  private static @Nullable RequestCheck request(Cursor at) {
    Cursor http = at.get("http");
    Cursor dns = at.get("dns");
    if (!http.isPresent() && !dns.isPresent()) {
      if (at.get("expected_l7").isPresent()) {
        throw at.get("expected_l7").malformed("needs a request: http or dns");
      }
      return null;
    }
    Boolean expected = at.get("expected_l7").bool();
    if (expected == null) {
      throw at.get("expected_l7").malformed("true or false is required with a request");
    }
    if (http.isPresent() && dns.isPresent()) {
      throw dns.malformed("cannot stand beside http");
    }
    return new RequestCheck(
        http.isPresent()
            ? new HttpRequest(
                http.get("method").text("GET"),
                http.get("path").text("/"),
                http.get("host").isPresent() ? http.get("host").requiredText() : null,
                new TreeMap<>(http.get("headers").textMap()))
            : new DnsQuery(dns.get("name").requiredText()),
        expected);
  }

  private static Packet packet(Cursor at) {
    Cursor name = at.get("protocol");
    try {
      Protocol protocol = Protocol.parse(name.text("TCP"));
      if (protocol.hasIcmpTypes()) {
        return Packet.icmp(
            protocol, number(at.get("icmp_type"), 8), number(at.get("icmp_code"), 0));
      }
      return protocol.hasPorts()
          ? Packet.of(
              protocol,
              number(at.get("src_port"), Packet.EPHEMERAL_PORT),
              number(at.get("port"), null))
          : Packet.of(protocol);
    } catch (IllegalArgumentException e) {
      throw at.malformed(String.valueOf(e.getMessage()));
    }
  }

  /// A number, or a string of digits.
  private static int number(Cursor at, @Nullable Integer fallback) {
    if (!at.isPresent() && fallback != null) {
      return fallback;
    }
    Long number;
    if (at.isString()) {
      try {
        number = Long.valueOf(at.requiredText());
      } catch (NumberFormatException e) {
        throw at.malformed("is not a number");
      }
    } else {
      number = at.integer();
    }
    if (number == null || number < 0 || number > 65_535) {
      throw at.malformed("a number from 0 to 65535 is required");
    }
    return number.intValue();
  }
}
