package dev.palisade.application;

import java.util.function.UnaryOperator;

/// A cluster that looks guarded and is not.
///
/// @param name what is wrong with it, and why a look at the policies alone misses it
/// @param check the check that must not pass
/// @param outcome FAIL or INCONCLUSIVE
/// @param reason a piece of what the check must say
record FalseGreenCase(
    String name, UnaryOperator<BuiltCluster> change, String check, String outcome, String reason) {

  static FalseGreenCase fails(
      String name, UnaryOperator<BuiltCluster> change, String check, String reason) {
    return new FalseGreenCase(name, change, check, "FAIL", reason);
  }

  static FalseGreenCase doubted(
      String name, UnaryOperator<BuiltCluster> change, String check, String reason) {
    return new FalseGreenCase(name, change, check, "INCONCLUSIVE", reason);
  }

  @Override
  public String toString() {
    return name;
  }

  /// A policy of one direction in the words of networking.k8s.io/v1.
  static String policy(String ref, String spec) {
    int slash = ref.indexOf('/');
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: %s, name: %s, annotations: {palisade.dev/owner: a, palisade.dev/justification: b, palisade.dev/review-by: '2027-01-01'}}
        spec: %s
        """
        .formatted(ref.substring(0, slash), ref.substring(slash + 1), spec);
  }

  /// A pod with a label `app` of its name.
  static String pod(String namespace, String name, String labels, String spec, String address) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {namespace: %s, name: %s, labels: {%s}}
        spec: {nodeName: n1, containers: [{name: c, image: x}]%s}
        status: {phase: Running, podIP: %s}
        """
        .formatted(namespace, name, labels, spec.isEmpty() ? "" : ", " + spec, address);
  }
}
