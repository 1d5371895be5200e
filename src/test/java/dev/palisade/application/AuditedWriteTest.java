package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.MalformedDocument;
import dev.palisade.store.AuditEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is kept of an API server's audit events.
class AuditedWriteTest {
  private static List<AuditEvent> read(String event) {
    return AuditedWrite.events(new Cursor("event", "", JsonText.read("event", event)));
  }

  private static String event(String verb, String objectRef, String more) {
    return """
        {"auditID":"a-1","stage":"ResponseComplete","verb":"%s","requestURI":"/x","user":{"username":"alice","groups":["dev"]},
         "userAgent":"kubectl/v1","objectRef":{%s},"responseStatus":{"code":200},"stageTimestamp":"2026-11-01T10:00:00.123456Z"%s}"""
        .formatted(verb, objectRef, more);
  }

  private static final String POLICY =
      "\"resource\":\"networkpolicies\",\"apiGroup\":\"networking.k8s.io\",\"namespace\":\"shop\",\"name\":\"web\"";
  private static final String POD = "\"resource\":\"pods\",\"namespace\":\"shop\",\"name\":\"web\"";

  record Case(String name, String event, int kept) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("a policy is created", event("create", POLICY, ""), 1),
        new Case("a policy is read", event("get", POLICY, ""), 0),
        new Case("nothing is asked of an object", event("create", "", ""), 0),
        new Case(
            "a dry run",
            event("create", POLICY, "").replace("/x", "/x?dryRun=All&fieldManager=k"),
            0),
        new Case(
            "a change that calls itself a dry run, which no API server understands",
            event("create", POLICY, "").replace("/x", "/x?dryrun=All"),
            1),
        new Case(
            "a change whose dry run API servers cannot decode and pass over",
            event("create", POLICY, "").replace("/x", "/x?dryRun=All;x&dryRun=All%zz&dryRun="),
            1),
        new Case(
            "a request begins",
            event("create", POLICY, "").replace("ResponseComplete", "RequestReceived"),
            0),
        new Case(
            "a status, nobody knows how",
            event("patch", POD + ",\"subresource\":\"status\"", ""),
            1),
        new Case(
            "a status with labels",
            event(
                "patch",
                POD + ",\"subresource\":\"status\"",
                ",\"requestObject\":{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"),
            1),
        new Case(
            "a status without labels",
            event(
                "patch",
                POD + ",\"subresource\":\"status\"",
                ",\"requestObject\":{\"status\":{\"phase\":\"Running\"}}"),
            0),
        new Case(
            "a kubelet's status",
            event("patch", POD + ",\"subresource\":\"status\"", "")
                .replace("alice", "system:node:n1"),
            0),
        new Case(
            "a controller's status that names labels",
            event(
                    "patch",
                    POD + ",\"subresource\":\"status\"",
                    ",\"requestObject\":{\"metadata\":{\"labels\":{\"a\":\"b\"}}}")
                .replace("alice", "system:serviceaccount:kube-system:some-controller"),
            1),
        new Case(
            "a workload's status, written whole",
            event(
                "update",
                "\"resource\":\"statefulsets\",\"apiGroup\":\"apps\",\"namespace\":\"shop\",\"name\":\"web\",\"subresource\":\"status\"",
                ",\"requestObject\":{\"kind\":\"StatefulSet\"}"),
            1),
        new Case(
            "the end of a namespace, in which its labels may be others",
            event(
                "update",
                "\"resource\":\"namespaces\",\"name\":\"shop\",\"subresource\":\"finalize\"",
                ""),
            1),
        new Case(
            "a binding with labels",
            event(
                "create",
                POD + ",\"subresource\":\"binding\"",
                ",\"requestObject\":{\"kind\":\"Binding\",\"metadata\":{\"labels\":{\"a\":\"b\"}}}"),
            1),
        new Case(
            "a binding",
            event(
                "create",
                POD + ",\"subresource\":\"binding\"",
                ",\"requestObject\":{\"kind\":\"Binding\",\"metadata\":{\"name\":\"web\"}}"),
            0),
        new Case(
            "a scale, which has no labels",
            event(
                "update",
                "\"resource\":\"deployments\",\"apiGroup\":\"apps\",\"namespace\":\"shop\",\"name\":\"web\",\"subresource\":\"scale\"",
                ",\"requestObject\":{\"kind\":\"Scale\"}"),
            0),
        new Case("a command in a pod", event("create", POD + ",\"subresource\":\"exec\"", ""), 0),
        new Case(
            "a secret",
            event(
                "create",
                "\"resource\":\"secrets\",\"namespace\":\"shop\",\"name\":\"key\"",
                ",\"requestObject\":{\"data\":{\"a\":\"hidden\"}}"),
            0),
        new Case(
            "an unknown kind of a policy group",
            event(
                "create",
                "\"resource\":\"newpolicies\",\"apiGroup\":\"cilium.io\",\"name\":\"n\"",
                ""),
            1),
        new Case("a pod is patched, nobody knows how", event("patch", POD, ""), 1),
        new Case(
            "labels of a pod are patched",
            event("patch", POD, ",\"requestObject\":{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"),
            1),
        new Case(
            "something else of a pod is patched",
            event(
                "patch", POD, ",\"requestObject\":{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}"),
            0),
        new Case(
            "a JSON patch of labels",
            event(
                "patch",
                POD,
                ",\"requestObject\":[{\"op\":\"add\",\"path\":\"/metadata/labels/a\",\"value\":\"b\"}]"),
            1),
        new Case(
            "a JSON patch of all metadata",
            event(
                "patch",
                POD,
                ",\"requestObject\":[{\"op\":\"replace\",\"path\":\"/metadata\",\"value\":{}}]"),
            1),
        new Case(
            "a JSON patch of something else",
            event(
                "patch",
                POD,
                ",\"requestObject\":[{\"op\":\"add\",\"path\":\"/metadata/annotations/a\",\"value\":\"b\"}]"),
            0),
        new Case(
            "a pod is written whole",
            event("update", POD, ",\"requestObject\":{\"kind\":\"Pod\"}"),
            1),
        new Case(
            "a controller makes a pod",
            event("create", POD, "")
                .replace("alice", "system:serviceaccount:kube-system:replicaset-controller"),
            0),
        new Case("somebody makes a pod", event("create", POD, ""), 1),
        new Case(
            "an ordinary kind",
            event("create", "\"resource\":\"services\",\"name\":\"s\"", ""),
            0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofEventsThoseAreKeptThatMayChangeTraffic(Case given) {
    assertThat(read(given.event())).hasSize(given.kept());
  }

  @Test
  void whoAndWhatIsKeptAndNothingThatTheObjectSays() {
    List<AuditEvent> kept =
        read(
            event(
                "patch",
                POLICY,
                ",\"impersonatedUser\":{\"username\":\"bob\"},\"requestObject\":{\"metadata\":{\"annotations\":{\"note\":\"hidden\"}}},\"responseObject\":{\"kind\":\"NetworkPolicy\",\"metadata\":{\"name\":\"web\",\"uid\":\"u-1\",\"resourceVersion\":\"17\",\"annotations\":{\"note\":\"hidden\"}},\"spec\":{\"hidden\":1}},\"annotations\":{\"x\":\"hidden\"}"));
    assertThat(kept).hasSize(1);
    AuditEvent one = kept.getFirst();
    assertThat(one)
        .returns("a-1", AuditEvent::auditId)
        .returns("patch", AuditEvent::verb)
        .returns("NetworkPolicy", AuditEvent::kind)
        .returns("u-1", AuditEvent::uid)
        .returns("17", AuditEvent::resourceVersion)
        .returns("alice", AuditEvent::user)
        .returns("bob", AuditEvent::impersonated)
        .returns(List.of("dev"), AuditEvent::groups)
        .returns(200, AuditEvent::code);
    assertThat(one.at()).isEqualTo("2026-11-01T10:00:00.123456Z");
    assertThat(one.toString()).doesNotContain("hidden");
  }

  @Test
  void ofADeletionOfManyEachObjectIsKept() {
    List<AuditEvent> kept =
        read(
            event(
                "deletecollection",
                "\"resource\":\"networkpolicies\",\"apiGroup\":\"networking.k8s.io\",\"namespace\":\"shop\"",
                ",\"responseObject\":{\"kind\":\"NetworkPolicyList\",\"items\":[{\"metadata\":{\"name\":\"a\",\"namespace\":\"shop\",\"uid\":\"u-a\"}},{\"metadata\":{\"name\":\"b\",\"namespace\":\"shop\",\"uid\":\"u-b\"}}]}"));
    assertThat(kept).extracting(AuditEvent::name).containsExactly("a", "b");
    assertThat(kept).extracting(AuditEvent::item).doesNotHaveDuplicates();
  }

  @Test
  void eventsOfARealApiServerAreRead() throws IOException {
    Cursor list;
    try (var in = getClass().getResourceAsStream("/hooks/audit-events.json")) {
      list =
          new Cursor(
              "events",
              "",
              JsonText.read("events", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
    List<AuditEvent> kept =
        list.get("items").items().stream().flatMap(e -> AuditedWrite.events(e).stream()).toList();
    assertThat(kept)
        .extracting(
            e ->
                e.verb()
                    + " "
                    + e.kind()
                    + " "
                    + e.namespace()
                    + "/"
                    + e.name()
                    + " "
                    + e.resourceVersion())
        .containsExactly(
            "create Namespace /shop 212",
            "create Pod shop/web null",
            "create NetworkPolicy shop/deny 216",
            "patch NetworkPolicy shop/deny 217",
            "patch Pod shop/web null",
            "patch Namespace /shop 219",
            "delete NetworkPolicy shop/deny null");
    assertThat(kept.getLast().uid()).isEqualTo(kept.get(2).uid()).isNotNull();
  }

  @Test
  void whatIsNoEventIsRefusedWithItsPlace() {
    for (String text :
        List.of(
            "{}",
            event("create", POLICY, "").replace("\"auditID\":\"a-1\"", "\"auditID\":7"),
            event("create", POLICY, "").replace("2026-11-01T10", "yesterday"),
            event("create", POLICY, ",\"responseObject\":{\"metadata\":[]}"))) {
      assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(MalformedDocument.class);
    }
  }
}
