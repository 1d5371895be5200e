package dev.palisade.translate.manifest;

import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The same object several times, as a folder of files may hold it: "only one object of a given
/// kind can have a given name at a time".
/// - with the same content, or the same UID under two API versions: once
/// - with different content: which one holds cannot be told, and none is taken, where one of them
///   alone would decide about traffic. The others (services, routes) all count, since more of them
///   only open more
public final class Duplicates {
  private static final Set<String> UNIQUE =
      Set.of(
          "Pod",
          "Namespace",
          "Node",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "CronJob",
          "UserDefinedNetwork",
          "ClusterUserDefinedNetwork",
          "VirtualMachine",
          "VirtualMachineInstance",
          "Tier",
          "Profile");

  private Duplicates() {}

  public static List<Manifest> settle(List<Manifest> manifests, Diagnostics diagnostics) {
    Map<String, List<Manifest>> byIdentity = new LinkedHashMap<>();
    for (Manifest m : manifests) {
      byIdentity.computeIfAbsent(identity(m.ref()), k -> new ArrayList<>()).add(m);
    }
    List<Manifest> settled = new ArrayList<>();
    for (List<Manifest> same : byIdentity.values()) {
      List<Manifest> different = different(same);
      if (different.size() > 1 && mustBeUnique(different.getFirst().ref())) {
        refuse(different, diagnostics);
      } else {
        settled.addAll(different);
      }
    }
    return settled;
  }

  /// Policies and workloads moved from the group `extensions` to others, and an API server serves
  /// the same object in both.
  private static String identity(ResourceRef ref) {
    String group =
        switch (ref.group()) {
          case "extensions", "apps", "networking.k8s.io" -> "";
          case String g -> g;
        };
    return group + "/" + ref.kind() + " " + ref.qualifiedName();
  }

  private static boolean mustBeUnique(ResourceRef ref) {
    return UNIQUE.contains(ref.kind()) || ref.kind().endsWith("Policy");
  }

  private static List<Manifest> different(List<Manifest> same) {
    if (same.size() == 1) {
      return same;
    }
    Map<String, Manifest> byContent = new LinkedHashMap<>();
    for (Manifest m : same) {
      String uid = m.ref().uid();
      byContent.putIfAbsent(uid == null ? m.ref().digest() : uid, m);
    }
    return List.copyOf(byContent.values());
  }

  private static void refuse(List<Manifest> different, Diagnostics diagnostics) {
    String files =
        different.stream()
            .map(Manifest::file)
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining(", "));
    for (Manifest m : different) {
      String problem =
          "the object is there "
              + different.size()
              + " times with different content ("
              + files
              + ")";
      diagnostics.refuse(
          m.ref(),
          List.of(new Refusal(m.ref(), m.file(), m.root().line(), "/metadata/name", problem)));
    }
  }
}
