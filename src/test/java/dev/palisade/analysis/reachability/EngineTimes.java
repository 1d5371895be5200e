package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.collect.files.FolderCollector;
import dev.palisade.translate.Snapshots;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Prints the processor time that the engine needs, in milliseconds, first and again: a program,
/// not a test. Its arguments are two folders of manifests: a cluster, and the same after a change.
final class EngineTimes {

  private static final int TIMES = 21;

  private EngineTimes() {}

  public static void main(String[] folders) throws Exception {
    Translation before = read(folders[0]);
    Reachability r = time("from nothing", () -> of(before));
    System.out.println(
        r.endpoints().podList().size()
            + " pods, "
            + before.policies().policies().count()
            + " policies, "
            + r.classCount()
            + " classes");
    List<EndpointSet> namespaces = namespaces(r);
    time("from nothing, all blocks", () -> blocks(of(before)));
    time("from nothing, matrix of " + namespaces.size(), () -> of(before).matrix(namespaces));
    time("all blocks, warm", () -> blocks(r));
    time("matrix, warm", () -> r.matrix(namespaces));
    Translation after = read(folders[1]);
    Change.State read = new Change.State(after.inventory(), after.policies());
    time("find the change, nothing shared", () -> Change.between(r.state(), read));
    change(r, "as given", Change.between(r.state(), read));
    EngineChanges changes = new EngineChanges(r);
    change(r, "one policy, another port", changes.anotherPort());
    change(r, "one policy, a value not named yet", changes.anotherValue());
    change(r, "one policy, a block not named yet", changes.anotherBlock());
    change(r, "one policy, a port name not named yet", changes.anotherPortName());
    change(r, "one policy removed", changes.withoutPolicy());
    change(r, "one pod relabelled", changes.relabelledPod());
    change(r, "one pod removed", changes.withoutPod());
    change(r, "one namespace relabelled", changes.relabelledNamespace());
    change(r, "as given, again", Change.between(r.state(), read));
  }

  /// The change, then all sources and destinations of the pods that it touches.
  private static void change(Reachability r, String what, EngineChanges.Touching touching) {
    time(what + ": find the change", () -> Change.between(r.state(), touching.after()));
    Change change = Change.between(r.state(), touching.after());
    change(r, what, change, touching.pods());
  }

  private static void change(Reachability r, String what, Change change) {
    String namespace = change.added().getFirst().ref().namespace();
    change(r, what, change, pod -> pod.namespace().equals(namespace));
  }

  private static void change(Reachability r, String what, Change change, Predicate<Pod> touched) {
    time(what + ": with", () -> r.with(change));
    time(
        what + ": with, and ask",
        () -> {
          Reachability after = r.with(change);
          int cells = 0;
          for (int pod : after.endpoints().pods(touched).ids().toArray()) {
            cells += after.sourcesOf(pod).cells().size();
            cells += after.destinationsOf(pod).cells().size();
          }
          return cells;
        });
  }

  private static Translation read(String folder) throws Exception {
    return Translator.translate(
        new FolderCollector(List.of(Path.of(folder)), "times", Clock.systemUTC()).read().snapshot(),
        Snapshots.MAPS);
  }

  private static Reachability of(Translation t) {
    return Reachability.of(t.inventory(), t.policies(), Snapshots.MAPS);
  }

  private static long blocks(Reachability r) {
    long[] count = {0};
    r.forEachBlock(block -> count[0]++);
    return count[0];
  }

  private static List<EndpointSet> namespaces(Reachability r) {
    Map<String, List<Integer>> ids = new TreeMap<>();
    List<Pod> pods = r.endpoints().podList();
    for (int i = 0; i < pods.size(); i++) {
      ids.computeIfAbsent(pods.get(i).namespace(), n -> new ArrayList<>()).add(i);
    }
    return ids.values().stream()
        .map(list -> EndpointSet.of(list.stream().mapToInt(i -> i).toArray()))
        .toList();
  }

  private static <T> T time(String what, Supplier<T> question) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] millis = new double[TIMES];
    List<T> answers = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      answers.clear();
      long start = threads.getCurrentThreadCpuTime();
      answers.add(question.get());
      millis[i] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
    }
    double first = millis[0];
    Arrays.sort(millis);
    System.out.println(
        String.format(
            Locale.ROOT, "%-60s first %8.1f, median %8.1f", what, first, millis[TIMES / 2]));
    return answers.getFirst();
  }
}
