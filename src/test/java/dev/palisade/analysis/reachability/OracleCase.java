package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.collect.files.FolderCollector;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/// One of the given cases with checks: manifests, and which connections they must let through.
///
/// @param note for people; empty without one
record OracleCase(
    String name, Dialect dialect, List<Path> manifests, List<Check> checks, String note) {

  record Check(String source, String destination, Packet packet, boolean expected) {}

  static Path shared() {
    return Path.of(System.getProperty("palisade.shared", "../shared"));
  }

  static boolean given(String folder) {
    return Files.isReadable(shared().resolve("oracle").resolve(folder).resolve("cases.json"));
  }

  static List<OracleCase> of(String folder) {
    Path home = shared().resolve("oracle").resolve(folder);
    try (InputStream in = Files.newInputStream(home.resolve("cases.json"))) {
      Cursor cases =
          new Cursor(folder, "", new DocumentReader(ReadLimits.DEFAULT).parseJson(folder, in));
      return cases.items().stream().map(c -> read(home, c)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OracleCase read(Path home, Cursor c) {
    return new OracleCase(
        c.get("name").requiredText(),
        Dialect.parse(c.get("dialect").requiredText()),
        c.get("manifests").texts().stream().map(home::resolve).toList(),
        c.get("checks").items().stream().map(OracleCase::check).toList(),
        c.get("note").text(""));
  }

  private static Check check(Cursor c) {
    return new Check(
        c.get("src").requiredText(),
        c.get("dst").requiredText(),
        packet(c),
        Boolean.TRUE.equals(c.get("expected").bool()));
  }

  private static Packet packet(Cursor c) {
    Protocol protocol = Protocol.parse(c.get("protocol").requiredText());
    if (protocol.hasIcmpTypes()) {
      return Packet.icmp(protocol, number(c.get("icmp_type")), 0);
    }
    int destination = number(c.get("port"));
    return c.get("src_port").isPresent()
        ? Packet.of(protocol, number(c.get("src_port")), destination)
        : Packet.of(protocol, destination);
  }

  private static int number(Cursor c) {
    return c.isString()
        ? Integer.parseInt(c.requiredText())
        : Objects.requireNonNull(c.integer(), c.pointer()).intValue();
  }

  Snapshot snapshot() {
    return new FolderCollector(manifests, name, Clock.systemUTC()).collect();
  }

  /// The case's cluster, ready to be asked in both ways.
  Judged judged(DialectSettings settings) {
    Translation translation = Translator.translate(snapshot(), settings);
    PolicySet policies = translation.policies();
    return new Judged(
        translation,
        Reachability.of(translation.inventory(), policies, settings),
        FlowEvaluator.of(translation.inventory(), policies, settings));
  }

  /// A cluster with its two judges.
  record Judged(Translation translation, Reachability reachability, FlowEvaluator evaluator) {

    boolean bySets(Check check) {
      return reachability
          .traffic(number(check.source()), number(check.destination()))
          .contains(check.packet());
    }

    boolean byWalk(Check check) {
      return evaluator
          .evaluate(endpoint(check.source()), endpoint(check.destination()), check.packet())
          .allowed();
    }

    String why(Check check) {
      return evaluator
          .explain(endpoint(check.source()), endpoint(check.destination()), check.packet())
          .toString();
    }

    private Endpoint endpoint(String text) {
      return IpAddress.tryParse(text)
          .<Endpoint>map(address -> new Endpoint.AddressEndpoint(IpRange.of(address)))
          .orElseGet(() -> reachability.endpoints().get(number(text)));
    }

    /// A pod of that name, else one of the workload of that name.
    private int number(String text) {
      var address = IpAddress.tryParse(text);
      Endpoints endpoints = reachability.endpoints();
      if (address.isPresent()) {
        return endpoints.addressesIn(IpSet.of(address.get())).first();
      }
      EndpointSet pods = endpoints.pods(pod -> pod.toString().equals(text));
      return pods.isEmpty() ? endpoints.pods(pod -> isOf(pod, text)).first() : pods.first();
    }

    private static boolean isOf(Pod pod, String text) {
      return (pod.workload().namespace() + "/" + pod.workload().name()).equals(text);
    }
  }
}
