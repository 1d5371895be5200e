package dev.palisade.application;

import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.FlowVerdict;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.application.ClusterModel.Purpose;
import dev.palisade.application.Expectations.Mismatch;
import dev.palisade.application.ExpectedCase.Check;
import dev.palisade.application.ExpectedCase.RequestCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Unit tests for policies: asks of manifests what cases expect. Connections are asked of both
/// formulations of reachability, and where these disagree the case fails, whatever it expects.
///
/// Cases whose policies are of a kind that is not modelled are skipped. Maps and differences are
/// compared as sets of lines. Of a refusal or a warning it is expected that there is one; its words
/// are not compared.
public final class RunExpectations {
  private final DialectChoice choice;
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final List<Message> remarks = new ArrayList<>();
  private int passed;
  private int failed;
  private int skipped;
  private @Nullable Read last;

  /// The manifests read last: neighbouring cases often have the same.
  private record Read(List<Path> paths, DialectChoice choice, ClusterModel model) {}

  private RunExpectations(DialectChoice choice) {
    this.choice = choice;
  }

  /// @param choice holds where a case names no dialect; its settings hold for all
  /// @throws UnusableInput when a file of cases cannot be read, or manifests are refused that a
  ///   case has checks about
  public static Expectations of(List<Path> files, DialectChoice choice) {
    RunExpectations run = new RunExpectations(choice);
    for (Path file : files) {
      for (ExpectedCase expected : ExpectedCase.read(file)) {
        run.run(file, expected);
      }
    }
    return new Expectations(run.passed, run.failed, run.skipped, run.mismatches, run.remarks);
  }

  private void run(Path file, ExpectedCase expected) {
    try {
      switch (expected.kind()) {
        case CHECKS -> checks(file, expected);
        case CONNECTIVITY -> map(expected);
        case DIFF -> difference(expected);
        case FATAL_ERROR -> refusal(expected);
        case WARNING -> warning(expected);
      }
    } catch (UnmodelledPolicies e) {
      long requests = expected.checks().stream().filter(c -> c.request() != null).count();
      int all = Math.max(1, expected.checks().size() + Math.toIntExact(requests));
      skip(file, expected, all, e.messages().getFirst().text());
    }
  }

  private void skip(Path file, ExpectedCase expected, int count, String reason) {
    skipped += count;
    remarks.add(
        Message.warning(file + ": case " + expected.name() + ": " + count + " skipped: " + reason));
  }

  private DialectChoice choice(ExpectedCase expected) {
    return expected.dialect() == null
        ? choice
        : new DialectChoice(expected.dialect(), choice.overrides());
  }

  private ClusterModel model(ExpectedCase expected) {
    Read known = last;
    DialectChoice dialect = choice(expected);
    if (known == null
        || !known.paths().equals(expected.manifests())
        || !known.choice().equals(dialect)) {
      known =
          new Read(
              expected.manifests(),
              dialect,
              ClusterModel.read(expected.manifests(), dialect, Purpose.VERDICT));
      last = known;
      remarks.addAll(known.model().warnings());
    }
    return known.model();
  }

  private void checks(Path file, ExpectedCase expected) {
    if (expected.checks().isEmpty()) {
      fail(expected, "", "it has no checks");
      return;
    }
    Analysis analysis = model(expected).analysis();
    FlowEvaluator evaluator =
        FlowEvaluator.of(
            analysis.translation().inventory(),
            analysis.translation().policies(),
            analysis.reachability().settings());
    for (Check check : expected.checks()) {
      String problem = problem(check, analysis.reachability(), evaluator);
      if (problem == null) {
        passed++;
      } else {
        fail(expected, check.toString(), problem);
      }
      RequestCheck request = check.request();
      if (request != null) {
        String fault = problem(check, request, analysis.reachability(), evaluator);
        if (fault == null) {
          passed++;
        } else {
          fail(expected, check + " " + request.request(), fault);
        }
      }
    }
  }

  private void fail(ExpectedCase expected, String what, String problem) {
    failed++;
    mismatches.add(new Mismatch(expected.name(), what, problem));
  }

  /// What is not as expected with a connection; null: nothing.
  private static @Nullable String problem(
      Check check, Reachability reachability, FlowEvaluator evaluator) {
    return problem(
        check,
        reachability,
        (source, destination) -> problem(check, source, destination, reachability, evaluator));
  }

  /// What is not as expected with a request; null: nothing.
  private static @Nullable String problem(
      Check check, RequestCheck request, Reachability reachability, FlowEvaluator evaluator) {
    return problem(
        check,
        reachability,
        (source, destination) -> {
          FlowVerdict verdict =
              evaluator.evaluate(
                  reachability.endpoints().get(source),
                  reachability.endpoints().get(destination),
                  check.packet(),
                  request.request());
          return verdict.allowed() == request.expected()
              ? null
              : mismatch(request.expected(), verdict);
        });
  }

  /// Finds fault with a pair of endpoints.
  @FunctionalInterface
  private interface Judge {
    @Nullable String problem(int source, int destination);
  }

  /// The first fault of any pair that a check is about.
  private static @Nullable String problem(Check check, Reachability reachability, Judge judge) {
    EndpointSet sources;
    EndpointSet destinations;
    try {
      sources =
          FlowEnd.parse("src", check.source(), reachability.endpoints()).endpoints(reachability);
      destinations =
          FlowEnd.parse("dst", check.destination(), reachability.endpoints())
              .endpoints(reachability);
    } catch (UnusableInput e) {
      return e.getMessage();
    }
    for (int source : sources.ids().toArray()) {
      for (int destination : destinations.ids().toArray()) {
        String problem = judge.problem(source, destination);
        if (problem != null) {
          return problem;
        }
      }
    }
    return null;
  }

  private static @Nullable String problem(
      Check check,
      int source,
      int destination,
      Reachability reachability,
      FlowEvaluator evaluator) {
    Packet packet = check.packet();
    Endpoint from = reachability.endpoints().get(source);
    Endpoint to = reachability.endpoints().get(destination);
    FlowVerdict verdict = evaluator.evaluate(from, to, packet);
    boolean allowed = reachability.traffic(source, destination).contains(packet);
    if (allowed != verdict.allowed()) {
      return "the set engine says "
          + word(allowed)
          + ", the evaluator of single flows says "
          + word(verdict.allowed())
          + ": please report this fault of Palisade";
    }
    if (allowed == check.expected()) {
      return null;
    }
    return mismatch(check.expected(), verdict);
  }

  private static String mismatch(boolean expected, FlowVerdict verdict) {
    String reasons =
        verdict.citations().stream()
            .map(
                c ->
                    c.direction()
                        + " "
                        + (c.policy() == null ? "" : c.policy() + " " + c.pointer() + ": ")
                        + c.reason())
            .collect(Collectors.joining("; "));
    return "expected " + word(expected) + ", is " + word(verdict.allowed()) + " (" + reasons + ")";
  }

  private static String word(boolean allowed) {
    return allowed ? "allowed" : "denied";
  }

  private void map(ExpectedCase expected) {
    StringWriter text = new StringWriter();
    MapConnectivity.of(MapConnectivity.Request.of(expected.manifests(), choice(expected)))
        .write(MapConnectivity.Format.TXT, new PrintWriter(text));
    compareLines(expected, text.toString());
  }

  private void difference(ExpectedCase expected) {
    StringWriter text = new StringWriter();
    compare(expected)
        .write(
            expected.csv() ? CompareManifests.Format.CSV : CompareManifests.Format.TXT,
            new PrintWriter(text));
    compareLines(expected, text.toString());
  }

  private CompareManifests compare(ExpectedCase expected) {
    return CompareManifests.of(
        expected.manifests().get(0), expected.manifests().get(1), choice(expected));
  }

  private void compareLines(ExpectedCase expected, String text) {
    Path file = expected.expectedFile();
    if (file == null) {
      throw new IllegalStateException(expected.name() + " names no expected file");
    }
    Set<String> wanted;
    try {
      // an older netpol-analyzer calls the two states dir1 and dir2
      wanted =
          Files.readAllLines(file).stream()
              .map(line -> line.replace(", dir1: ", ", ref1: ").replace(", dir2: ", ", ref2: "))
              .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UnusableInput(file + ": cannot be read: " + e.getMessage());
    }
    Set<String> made = new TreeSet<>(text.lines().toList());
    if (made.equals(wanted)) {
      passed++;
      return;
    }
    failed++;
    wanted.stream()
        .filter(line -> !made.contains(line))
        .forEach(
            line -> mismatches.add(new Mismatch(expected.name(), line, "expected, is missing")));
    made.stream()
        .filter(line -> !wanted.contains(line))
        .forEach(
            line -> mismatches.add(new Mismatch(expected.name(), line, "is there, unexpected")));
  }

  private void refusal(ExpectedCase expected) {
    try {
      answer(expected);
      fail(expected, "", "expected to be refused, and there is an answer");
    } catch (UnmodelledPolicies e) {
      throw e; // no answer, but for another reason
    } catch (UnusableInput e) {
      passed++;
    }
  }

  private void warning(ExpectedCase expected) {
    try {
      if (answer(expected).isEmpty()) {
        fail(expected, "", "expected a warning, and there is none");
      } else {
        passed++;
      }
    } catch (UnmodelledPolicies e) {
      throw e;
    } catch (UnusableInput e) {
      fail(expected, "", "expected an answer with a warning, is refused: " + e.getMessage());
    }
  }

  /// The warnings that come with a map, or with a difference where there are two clusters.
  private List<Message> answer(ExpectedCase expected) {
    return expected.manifests().size() == 2
        ? compare(expected).warnings()
        : MapConnectivity.of(MapConnectivity.Request.of(expected.manifests(), choice(expected)))
            .warnings();
  }
}
