package dev.palisade.bench;

import static java.util.Objects.requireNonNull;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.collect.files.FolderCollector;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The stages of an answer, each on its own, warm: pods and policies in equal number.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {
  private static final DialectSettings SETTINGS = 
      DialectSettings.of(Dialect.KUBERNETES, DialectSettings.Use.MANIFESTS);

  @Param({"1000", "2000", "10000"})
  public int pods;

  private Path folder = Path.of("");
  private @Nullable Snapshot snapshot;
  private @Nullable Translation translation;
  private @Nullable Reachability reachability;

  @Setup
  public void generate() throws IOException {
    folder = Files.createTempDirectory("palisade-bench");
    new SeededCluster(pods, pods, 1).writeManifests(folder, false);
    snapshot = read();
    translation = translate();
    reachability = compute();
  }

  @TearDown
  public void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public Snapshot read() {
    return new FolderCollector(List.of(folder), "bench", Clock.systemUTC()).collect();
  }

  @Benchmark
  public Translation translate() {
    return Translator.translate(requireNonNull(snapshot), SETTINGS);
  }

  @Benchmark
  public Reachability compute() {
    Translation read = requireNonNull(translation);
    return Reachability.of(read.inventory(), read.policies(), SETTINGS);
  }

  /// Every row of both directions, asked of what was just computed.
  @Benchmark
  public long computeAndWalk() {
    long[] blocks = {0};
    compute().forEachBlock(block -> blocks[0]++);
    return blocks[0];
  }

  @Benchmark
  public long map() {
    long[] lines = {0};
    ConnectivityMap.of(requireNonNull(reachability), Level.WORKLOAD)
        .forEachFlow((source, destination, traffic) -> lines[0]++);
    return lines[0];
  }
}
