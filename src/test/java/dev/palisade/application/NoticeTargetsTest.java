package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.notify.Answer;
import dev.palisade.notify.Letter;
import dev.palisade.notify.Receiver;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeTargetsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Clock CLOCK = Clock.fixed(Outbox.START, ZoneOffset.UTC);
  private static final String SECRET = Outbox.SECRET;

  @AfterAll
  static void end() {
    VERTX.close();
  }

  private static NoticeTargets targets(Map<String, String> target) {
    Map<String, String> settings = new HashMap<>();
    target.forEach((key, value) -> settings.put("palisade.notify.targets.t." + key, value));
    return new NoticeTargets(Outbox.configured(settings), CLOCK, VERTX);
  }

  @Test
  void whatCannotBeUsedIsSaidWithItsKeyAndNoSecret() {
    record Case(String name, Map<String, String> target, String says) {}
    for (Case c :
        List.of(
            new Case("nothing", Map.of("types", "x"), "needs one of url, mail and folder"),
            new Case(
                "two",
                Map.of("url", "https://h.example/", "secret", SECRET, "folder", "/x"),
                "needs one of url, mail and folder"),
            new Case("unsigned", Map.of("url", "https://h.example/hidden"), "needs a secret"),
            new Case(
                "no secret of ours",
                Map.of("url", "https://h.example/hidden", "secret", "hidden"),
                "begins with whsec_"),
            new Case(
                "one of two is none",
                Map.of("url", "https://h.example/hidden", "secret", SECRET + ",whsec_hidden!"),
                "whsec_ and base64"),
            new Case(
                "no address",
                Map.of("url", "https://h.example/hidden path", "secret", SECRET),
                "its url is no address"),
            new Case(
                "plain", Map.of("url", "http://h.example/hidden", "secret", SECRET), "plain-http"),
            new Case(
                "lost file",
                Map.of("url", "https://h.example/hidden", "secret-file", "/nowhere/secret"),
                "/nowhere/secret cannot be read"),
            new Case(
                "to nobody",
                Map.of("mail.host", "m.example", "mail.from", "a@b.example", "mail.to", "nobody"),
                "not a mail address: nobody"))) {
      assertThatThrownBy(() -> targets(c.target()))
          .as(c.name())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("palisade.notify.targets.t: ")
          .hasMessageContaining(c.says())
          .hasNoCause()
          .message()
          .doesNotContain("hidden", SECRET.substring(6));
    }
  }

  @Test
  void aSecretInAFileIsRotatedWithoutARestart(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    try (Receiver receiver = Receiver.answering(200)) {
      Map<String, String> settings = Outbox.hook(receiver.port());
      settings.remove("palisade.notify.targets.hook.secret");
      settings.put("palisade.notify.targets.hook.secret-file", file.toString());
      NoticeTargets targets = new NoticeTargets(Outbox.configured(settings), CLOCK, VERTX);
      Letter letter = new Letter(UUID.randomUUID(), Outbox.notice("x", Outbox.START));
      targets.named("hook").channel().send(letter);
      String newer = SECRET.replace("bmV3", "b2xk");
      Files.writeString(file, newer + "\n\n" + SECRET + "\n");
      targets.named("hook").channel().send(letter);
      Files.writeString(file, "whsec_broken");
      Answer broken = targets.named("hook").channel().send(letter);

      assertThat(broken.result()).isEqualTo(Answer.Result.FAILED);
      assertThat(broken.detail()).startsWith("its secret cannot be used").doesNotContain("broken");
      String first = receiver.requests().getFirst().header("webhook-signature");
      String[] second = receiver.requests().getLast().header("webhook-signature").split(" ");
      assertThat(second).hasSize(2);
      assertThat(second[1]).as("the old secret signs the same").isEqualTo(first);
    }
  }

  @Test
  void eachKindIsReadWithWhatItIsTold(@TempDir Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "geheim\n");
    NoticeTargets targets =
        new NoticeTargets(
            Outbox.configured(
                Map.of(
                    "palisade.notify.targets.b.folder", folder.toString(),
                    "palisade.notify.targets.a.mail.host", "m.example",
                    "palisade.notify.targets.a.mail.from", "Palisade <p@example.org>",
                    "palisade.notify.targets.a.mail.to", "x@example.org,y@example.org",
                    "palisade.notify.targets.a.mail.user", "p",
                    "palisade.notify.targets.a.mail.security", "tls",
                    "palisade.notify.targets.a.mail.password-file", password.toString())),
            CLOCK,
            VERTX);
    assertThat(targets.byName().keySet()).containsExactly("a", "b");
    assertThat(targets.named("a").channel().destination())
        .isEqualTo("x@example.org, y@example.org");
    assertThat(targets.named("b").channel().kind()).isEqualTo("folder");
    assertThatThrownBy(() -> targets.named("c")).isInstanceOf(NotFound.class);
  }
}
