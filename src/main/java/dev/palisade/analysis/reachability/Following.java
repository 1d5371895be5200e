package dev.palisade.analysis.reachability;

import dev.palisade.analysis.reachability.Succession.FreshPods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the classes after a change from those before: endpoints of one class from before stay in
/// one, unless an added policy tells them apart.
final class Following {

  /// Endpoints that come into one class.
  ///
  /// @param origin the class before, or for fresh pods -1 and below: the grain
  /// @param added the class among those that added policies tell apart
  private record Kin(int origin, int added) {}

  private final EndpointClasses before;
  private final @Nullable EndpointClasses added;
  private final @Nullable FreshPods fresh;
  private final int[] endpointBefore;
  private final int[] classOf;
  private final Map<Kin, Integer> numbers = new HashMap<>();
  private final List<Kin> kin = new ArrayList<>();

  private Following(
      EndpointClasses before,
      @Nullable EndpointClasses added,
      @Nullable FreshPods fresh,
      int[] endpointBefore) {
    this.before = before;
    this.added = added;
    this.fresh = fresh;
    this.endpointBefore = endpointBefore;
    this.classOf = new int[endpointBefore.length];
  }

  /// @param added what added policies tell apart, of all endpoints afterwards; null: nothing new
  /// @param fresh the pods of which nothing is known from before, in their order
  /// @param endpoints those afterwards
  /// @param endpointBefore by endpoint, its number before
  static EndpointClasses classes(
      EndpointClasses before,
      @Nullable EndpointClasses added,
      @Nullable FreshPods fresh,
      Endpoints endpoints,
      int[] endpointBefore) {
    return new Following(before, added, fresh, endpointBefore).classes(endpoints);
  }

  /// For each class here, the one of `others` that all of its endpoints are in; null if there is a
  /// class with endpoints in several.
  static int @Nullable [] coarser(EndpointClasses classes, EndpointClasses others) {
    int[] found = new int[classes.layout().members()];
    Arrays.fill(found, Alignment.NEW);
    for (int endpoint = 0; endpoint < classes.endpoints(); endpoint++) {
      int number = classes.classOf(endpoint);
      int other = others.classOf(endpoint);
      if (found[number] != Alignment.NEW && found[number] != other) {
        return null;
      }
      found[number] = other;
    }
    return found;
  }

  private EndpointClasses classes(Endpoints endpoints) {
    int[] counts = new int[4];
    int[] origins = origins();
    for (int kind = 0; kind < counts.length; kind++) {
      int known = kin.size();
      for (int endpoint = 0; endpoint < classOf.length; endpoint++) {
        if (kind(endpoints, endpoint) == kind) {
          number(endpoint, origins[endpoint]);
        }
      }
      counts[kind] = kin.size() - known;
    }
    Layout layout = new Layout(counts[0], counts[1], counts[2], counts[3]);
    int[] classBefore = kin.stream().mapToInt(k -> Math.max(k.origin, Alignment.NEW)).toArray();
    int[] classOfAdded = kin.stream().mapToInt(Kin::added).toArray();
    Succession succession =
        new Succession(before, layout, classBefore, added, classOfAdded, fresh, classesOfFresh());
    PortNames[] names = new PortNames[kin.size()];
    Arrays.setAll(names, this::portNames);
    Set<PortName> mentioned = new HashSet<>(before.mentionedPorts());
    if (added != null) {
      mentioned.addAll(added.mentionedPorts());
    }
    return new EndpointClasses(layout, classOf, names, mentioned, succession);
  }

  private static int kind(Endpoints endpoints, int endpoint) {
    if (endpoints.isPod(endpoint)) {
      return endpoints.podList().get(endpoint).usesHostNetwork() ? 1 : 0;
    }
    return endpoints.isNode(endpoint) ? 2 : 3;
  }

  private int[] origins() {
    int[] origins = new int[classOf.length];
    int known = 0;
    for (int endpoint = 0; endpoint < origins.length; endpoint++) {
      if (endpointBefore[endpoint] != Alignment.NEW) {
        origins[endpoint] = before.classOf(endpointBefore[endpoint]);
      } else if (fresh != null) {
        origins[endpoint] = -1 - fresh.grains().grainOf(known++);
      }
    }
    return origins;
  }

  private void number(int endpoint, int origin) {
    Kin of = new Kin(origin, added == null ? 0 : added.classOf(endpoint));
    Integer number = numbers.putIfAbsent(of, kin.size());
    classOf[endpoint] = number == null ? kin.size() : number;
    if (number == null) {
      kin.add(of);
    }
  }

  /// By grain of the fresh pods, the class.
  private int[] classesOfFresh() {
    int[] classes = new int[fresh == null ? 0 : fresh.grains().layout().nodeStart()];
    for (int c = 0; c < kin.size(); c++) {
      if (kin.get(c).origin < 0) {
        classes[-1 - kin.get(c).origin] = c;
      }
    }
    return classes;
  }

  private PortNames portNames(int number) {
    Kin of = kin.get(number);
    if (of.origin < 0 && fresh != null) {
      return fresh.grains().portNames(fresh.grains().pod(-1 - of.origin));
    }
    PortNames known = before.portNames(of.origin);
    return added == null ? known : known.and(added.portNames(of.added));
  }
}
