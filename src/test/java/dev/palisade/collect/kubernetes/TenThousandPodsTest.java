package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What it takes to collect a big cluster: pages are read as they come, and each object is trimmed
/// before the next is read.
class TenThousandPodsTest {
  private static final int PODS = 10_000;
  private static final int PAGE = 500;
  private static final String PATH = "/api/v1/pods?limit=500";

  private final AtomicLong bytes = new AtomicLong();

  @Test
  void tenThousandPodsAreCollectedWithThreeHundredMegabytesOfHeap() throws Exception {
    try (ScriptedApi api = new ScriptedApi()) {
      api.serves("v1", "Pod", "pods", true);
      for (int page = 0; page < PODS / PAGE; page++) {
        int from = page * PAGE;
        String next = page == PODS / PAGE - 1 ? "" : "page" + (page + 1);
        api.answer(page == 0 ? PATH : PATH + "&continue=page" + page, e -> send(e, from, next));
      }
      String said = collectWith("-Xmx300m", api.address());
      assertThat(said).startsWith("10000 objects, 0 gaps");
      assertThat(bytes.get()).as("the pods are of a real size").isGreaterThan(PODS * 8_000L);
      System.out.println((bytes.get() >> 20) + " MB of JSON: " + said.strip());
    }
  }

  private void send(HttpExchange exchange, int from, String next) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    write(
        out,
        "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"42\",\"continue\":\"%s\"},\"items\":["
            .formatted(next));
    for (int i = from; i < from + PAGE; i++) {
      write(out, (i == from ? "" : ",") + pod(i));
    }
    write(out, "]}");
  }

  private void write(OutputStream out, String text) throws IOException {
    byte[] encoded = text.getBytes(UTF_8);
    bytes.addAndGet(encoded.length);
    out.write(encoded);
  }

  private static String collectWith(String heap, URI address) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CollectingProcess.class.getName(),
                address.toString())
            .redirectErrorStream(true)
            .start();
    try {
      List<String> lines = process.inputReader().lines().toList();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
      return lines.getLast();
    } finally {
      process.destroyForcibly();
    }
  }

  /// A pod as a cluster has it, some nine kilobytes: three managers' fields, thirty variables, a
  /// sidecar, mounted volumes and a full status. Every second workload has a template of its own.
  private static String pod(int i) {
    String app = "app-" + i / 10;
    return """
    {"metadata":{"name":"%1$s-%2$d","generateName":"%1$s-","namespace":"ns-%3$d","uid":"00000000-0000-4000-8000-%2$012d","resourceVersion":"%2$d","creationTimestamp":"2026-03-01T12:00:00Z",
    "labels":{"app":"%1$s","pod-template-hash":"%2$d","team":"team-%3$d","tier":"backend","version":"v%2$d"},
    "annotations":{"checksum/config":"%2$064d","prometheus.io/scrape":"true","kubectl.kubernetes.io/restartedAt":"2026-03-01T12:00:00Z"},
    "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"%1$s","uid":"00000000-0000-4000-8000-%3$012d","controller":true,"blockOwnerDeletion":true}],
    "managedFields":[%4$s]},
    "spec":{"volumes":[%5$s],"containers":[%6$s],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"%1$s","nodeName":"node-%3$d","securityContext":{"runAsNonRoot":true},"schedulerName":"default-scheduler",
    "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],"priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"},
    "status":{"phase":"Running","conditions":[%7$s],"hostIP":"10.0.0.%3$d","podIP":"10.%8$d.%9$d.7","podIPs":[{"ip":"10.%8$d.%9$d.7"}],"startTime":"2026-03-01T12:00:00Z","containerStatuses":[%10$s],"qosClass":"Burstable"}}"""
        .formatted(
            app,
            i,
            i % 100,
            repeat(3, TenThousandPodsTest::managedFields),
            repeat(
                5,
                v ->
                    "{\"name\":\"v%d\",\"secret\":{\"secretName\":\"s%d\",\"defaultMode\":420}}"
                        .formatted(v, v)),
            repeat(2, TenThousandPodsTest::container),
            repeat(
                5,
                c ->
                    "{\"type\":\"T%d\",\"status\":\"True\",\"lastProbeTime\":null,\"lastTransitionTime\":\"2026-03-01T12:00:00Z\"}"
                        .formatted(c)),
            i / 250,
            i % 250,
            repeat(
                2,
                c ->
                    "{\"name\":\"c%d\",\"state\":{\"running\":{\"startedAt\":\"2026-03-01T12:00:00Z\"}},\"lastState\":{},\"ready\":true,\"restartCount\":0,\"image\":\"registry.example/app:1\",\"imageID\":\"registry.example/app@sha256:%064d\",\"containerID\":\"containerd://%064d\",\"started\":true}"
                        .formatted(c, c, c)));
  }

  private static String managedFields(int manager) {
    return "{\"manager\":\"manager-%d\",\"operation\":\"Update\",\"apiVersion\":\"v1\",\"time\":\"2026-03-01T12:00:00Z\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{%s}}"
        .formatted(
            manager,
            repeat(
                25,
                f ->
                    "\"f:field-%d\":{\".\":{},\"f:name\":{},\"f:value\":{},\"k:{\\\"name\\\":\\\"x\\\"}\":{}}"
                        .formatted(f)));
  }

  private static String container(int c) {
    return "{\"name\":\"c%d\",\"image\":\"registry.example/app:1\",\"args\":[\"--serve\"],\"ports\":[{\"containerPort\":8080,\"protocol\":\"TCP\"}],\"env\":[%s],\"resources\":{\"limits\":{\"cpu\":\"1\",\"memory\":\"1Gi\"},\"requests\":{\"cpu\":\"100m\",\"memory\":\"128Mi\"}},\"volumeMounts\":[{\"name\":\"v0\",\"mountPath\":\"/v0\"}],\"livenessProbe\":{\"httpGet\":{\"path\":\"/live\",\"port\":8080,\"scheme\":\"HTTP\"},\"timeoutSeconds\":1},\"imagePullPolicy\":\"IfNotPresent\",\"securityContext\":{\"allowPrivilegeEscalation\":false}}"
        .formatted(
            c,
            repeat(
                15,
                e ->
                    "{\"name\":\"SOME_VARIABLE_%d\",\"value\":\"some value %d\"}".formatted(e, e)));
  }

  private static String repeat(int times, IntFunction<String> text) {
    return IntStream.range(0, times).mapToObj(text).collect(Collectors.joining(","));
  }
}
