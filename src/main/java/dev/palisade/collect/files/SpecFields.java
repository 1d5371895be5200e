package dev.palisade.collect.files;

import dev.palisade.document.Cursor;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Spelling;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of pods, of what runs them, and of services (k8s.io/api of Kubernetes 1.35, and those
/// of earlier versions). What is kept of such an object are the fields that are evidence, so that
/// any other must be seen here.
///
/// An API server refuses an object for a field that there is none of (`fieldValidation=Strict`,
/// which `kubectl apply` asks for), or drops the field with or without a warning: it never stores
/// one. So what comes from one has fields that are not known here only where it is newer, and those
/// are told and doubted by nobody. A field that looks like one that a verdict turns on, or is one
/// in the wrong place, is another matter: in `hostnetwork: true` somebody meant something.
final class SpecFields {
  /// @param meant what the field looks like, of what verdicts turn on; null: nothing
  record Unknown(Cursor at, String name, @Nullable String meant) {}

  private static final FieldTree PORT =
      FieldTree.of("containerPort hostIP hostPort name protocol", "");

  private static final FieldTree SECURITY =
      FieldTree.of(
          "privileged",
          """
          allowPrivilegeEscalation appArmorProfile capabilities procMount readOnlyRootFilesystem
          runAsGroup runAsNonRoot runAsUser seLinuxOptions seccompProfile windowsOptions
          """);

  private static final FieldTree CONTAINER =
      FieldTree.of(
              "restartPolicy",
              """
              args command env envFrom image imagePullPolicy lifecycle livenessProbe name
              readinessProbe resizePolicy resources restartPolicyRules startupProbe stdin stdinOnce
              targetContainerName terminationMessagePath terminationMessagePolicy tty volumeDevices
              volumeMounts workingDir
              """)
          .with("ports", PORT)
          .with("securityContext", SECURITY);

  private static final FieldTree POD =
      FieldTree.of(
              """
              hostIPC hostNetwork hostPID nodeName nodeSelector serviceAccount serviceAccountName
              volumes
              """,
              """
              activeDeadlineSeconds affinity automountServiceAccountToken dnsConfig dnsPolicy
              enableServiceLinks hostAliases hostUsers hostname hostnameOverride imagePullSecrets os
              overhead preemptionPolicy priority priorityClassName readinessGates resourceClaims
              resources restartPolicy runtimeClassName schedulerName schedulingGates securityContext
              setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds
              tolerations topologySpreadConstraints workloadRef
              """)
          .with("containers", CONTAINER)
          .with("initContainers", CONTAINER)
          .with("ephemeralContainers", CONTAINER);

  private static final FieldTree TEMPLATE =
      FieldTree.of("", "apiVersion kind")
          .with(
              "metadata",
              FieldTree.of(
                  "annotations labels",
                  """
                  clusterName creationTimestamp deletionGracePeriodSeconds deletionTimestamp
                  finalizers generateName generation initializers managedFields name namespace
                  ownerReferences resourceVersion selfLink uid
                  """))
          .with("spec", POD);

  private static final FieldTree SELECTOR = FieldTree.of("matchExpressions matchLabels", "");

  private static final FieldTree JOB =
      FieldTree.of(
              "",
              """
              activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions
              managedBy manualSelector maxFailedIndexes parallelism podFailurePolicy
              podReplacementPolicy successPolicy suspend ttlSecondsAfterFinished
              """)
          .with("selector", SELECTOR)
          .with("template", TEMPLATE);

  private static final FieldTree SERVICE =
      FieldTree.of(
              """
              clusterIP clusterIPs externalIPs externalName loadBalancerSourceRanges selector type
              """,
              """
              allocateLoadBalancerNodePorts externalTrafficPolicy healthCheckNodePort
              internalTrafficPolicy ipFamilies ipFamily ipFamilyPolicy loadBalancerClass
              loadBalancerIP publishNotReadyAddresses sessionAffinity sessionAffinityConfig
              topologyKeys trafficDistribution
              """)
          .with("ports", FieldTree.of("name nodePort port protocol targetPort", "appProtocol"));

  private static final Map<String, FieldTree> KINDS = kinds();

  private SpecFields() {}

  private static Map<String, FieldTree> kinds() {
    Map<String, FieldTree> kinds = new HashMap<>();
    kinds.put("/Pod", object(POD));
    kinds.put("/Service", object(SERVICE));
    kinds.put(
        "/ReplicationController",
        object(FieldTree.of("replicas selector", "minReadySeconds").with("template", TEMPLATE)));
    kinds.put("batch/Job", object(JOB));
    kinds.put(
        "batch/CronJob",
        object(
            FieldTree.of(
                    "",
                    """
                    concurrencyPolicy failedJobsHistoryLimit schedule startingDeadlineSeconds
                    successfulJobsHistoryLimit suspend timeZone
                    """)
                .with("jobTemplate", FieldTree.of("metadata", "").with("spec", JOB))));
    Map<String, String> others =
        Map.of(
            "Deployment",
            "paused progressDeadlineSeconds revisionHistoryLimit rollbackTo strategy",
            "ReplicaSet",
            "",
            "DaemonSet",
            "revisionHistoryLimit templateGeneration updateStrategy",
            "StatefulSet",
            """
            ordinals persistentVolumeClaimRetentionPolicy podManagementPolicy revisionHistoryLimit
            serviceName updateStrategy volumeClaimTemplates
            """);
    others.forEach(
        (kind, names) -> {
          FieldTree spec =
              FieldTree.of(kind.equals("DaemonSet") ? "" : "replicas", "minReadySeconds " + names)
                  .with("selector", SELECTOR)
                  .with("template", TEMPLATE);
          kinds.put("apps/" + kind, object(spec));
          kinds.put("extensions/" + kind, object(spec));
        });
    return Map.copyOf(kinds);
  }

  /// Of `metadata` see [MetadataFields].
  private static FieldTree object(FieldTree spec) {
    return FieldTree.of("apiVersion kind metadata", "status").with("spec", spec);
  }

  /// The fields of an object that there are none of, in their order.
  static List<Unknown> unknown(ResourceRef ref, Cursor object) {
    FieldTree tree = KINDS.get(ref.group() + "/" + ref.kind());
    List<Unknown> found = new ArrayList<>();
    if (tree != null) {
      add(object, tree, tree.allTelling(), found);
    }
    return found;
  }

  private static void add(Cursor at, FieldTree tree, Set<String> anywhere, List<Unknown> found) {
    if (at.node() instanceof ArrayNode) {
      at.items().forEach(item -> add(item, tree, anywhere, found));
    } else if (at.node() instanceof ObjectNode) {
      at.fields()
          .forEach(
              (name, value) -> {
                FieldTree deeper = tree.inside().get(name);
                if (!tree.known().contains(name)) {
                  found.add(new Unknown(value, name, meant(tree, anywhere, name)));
                } else if (deeper != null) {
                  add(value, deeper, anywhere, found);
                }
              });
    }
  }

  private static @Nullable String meant(FieldTree here, Set<String> anywhere, String name) {
    return anywhere.contains(name)
        ? name
        : Spelling.nearest(here.telling().stream().sorted().toList(), name);
  }
}
