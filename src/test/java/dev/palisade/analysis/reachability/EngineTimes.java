package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.collect.files.FolderCollector;
import dev.palisade.translate.Snapshots;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Prints how long the engine needs, first and again: a program, not a test. Its arguments are
/// folders of manifests: a cluster, then the same cluster after a change.
final class EngineTimes {

  private static final int TIMES = 15;

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
    double[] millis = new double[TIMES];
    T answer = null;
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      answer = question.get();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double first = millis[0];
    java.util.Arrays.sort(millis);
    System.out.println(
        String.format(
            Locale.ROOT, "%-45s first %8.1f ms, median %8.1f ms", what, first, millis[TIMES / 2]));
    return answer;
  }
}
