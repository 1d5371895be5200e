package dev.palisade.cli;

import dev.palisade.application.ExplainAllFlows;
import dev.palisade.application.ExplainFlow;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `explain`: flows, and the rules that decide on them.
@Command(
    name = "explain",
    description = "Says whether traffic may flow from one end to another, and which rules decide.",
    footer = {
      "",
      "Without --from or --to: every pair of workloads and ranges of addresses, one after the other.",
      "Exits 1 when none of it may, 4 when none was found to and something that may allow it was",
      "not read or is not modelled."
    })
final class Explain implements Callable<Integer> {
  private static final int LOOK = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders of manifests, together one cluster; or a snapshot file.")
  private List<Path> paths = List.of();

  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      description =
          "namespace/name, namespace/name[Kind], an address, a CIDR or internet (default: each).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DESTINATION", description = "Likewise.")
  private @Nullable String to;

  @Option(
      names = "--port",
      paramLabel = "TRAFFIC",
      description = "Such as TCP/5432, TCP/8000-8080, UDP or ICMP/8 (default: all traffic).")
  private @Nullable String port;

  @Override
  public Integer call() {
    return from != null && to != null ? explainOne(from, to) : explainEach();
  }

  private int explainOne(String source, String destination) {
    ExplainFlow answer =
        ExplainFlow.of(
            new ExplainFlow.Request(paths, manifests.choice(), source, destination, port));
    Messages.print(answer.warnings(), spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    out.print(answer);
    out.flush();
    return exit(answer.verdict());
  }

  private static int exit(ExplainFlow.Verdict verdict) {
    return switch (verdict) {
      case ALLOWED, PARTLY -> 0;
      case DENIED -> 1;
      case IN_DOUBT -> LOOK;
    };
  }

  private int explainEach() {
    ExplainAllFlows answers =
        ExplainAllFlows.of(new ExplainAllFlows.Request(paths, manifests.choice(), from, to, port));
    Messages.print(answers.warnings(), spec.commandLine().getErr());
    ExplainFlow.Verdict verdict = answers.write(spec.commandLine().getOut());
    if (verdict == ExplainFlow.Verdict.IN_DOUBT) {
      Messages.print(List.of(ExplainAllFlows.DOUBT), spec.commandLine().getErr());
    }
    return exit(verdict);
  }
}
