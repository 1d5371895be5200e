package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.files.FilesCollection;
import dev.palisade.collect.files.FolderCollector;
import dev.palisade.collect.files.ReadProblem;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.document.PrettyJson;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.document.YamlText;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.TreeMutation.Kind;
import dev.palisade.translate.ValidManifests.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten thousand manifests that something happened to: none makes a reader fail or hang, and none is
/// a policy that is dropped without a word.
///
/// Exactly: of every document that was read, and that is a policy or what policies look at by its
/// kind, one of these holds:
/// - it is in the model, and what is not understood of it is a warning that names it;
/// - it is refused, a refusal and one gap name it, and it is not in the model;
/// - it is not modelled, and a gap or a warning names it.
///
/// Of every other document, a problem of reading names its file, or its kind is known to be none of
/// these.
class MutatedManifestsTest {
  private static final int TREES = 6_000;
  private static final int TEXTS = 2_500;
  private static final int OTHERS = 1_500;
  private static final long SEED = Long.getLong("palisade.seed", 20261123L);

  /// Many times what it takes: a reader that goes on for ever is found, and a busy machine is not.
  private static final Duration HANGING = Duration.ofMinutes(10);

  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  /// Fields whose names are the user's own.
  private static final Pattern FREE =
      Pattern.compile(".*/(matchLabels|labels|annotations|labelsToApply)/[^/]*|/status.*");

  @TempDir Path folder;
  private @Nullable FileChannel channel;

  @Test
  void everyMutatedTreeIsAccountedFor() {
    System.out.println("MutatedManifestsTest trees: seed " + SEED);
    assertTimeoutPreemptively(
        HANGING,
        () -> {
          Random random = new Random(SEED);
          List<Sample> samples = ValidManifests.policies();
          List<Node> roots = samples.stream().map(s -> only(s.text()).root()).toList();
          for (int n = 0; n < TREES; n++) {
            int i = n;
            Sample sample = samples.get(i % samples.size());
            Node root = roots.get(i % samples.size());
            TreeMutation mutation = mutation(root, random);
            String text =
                random.nextBoolean()
                    ? YamlText.write(mutation.root())
                    : PrettyJson.text(mutation.root());
            Supplier<String> what =
                () ->
                    "seed %d, mutant %d: %s %s of %s\n%s"
                        .formatted(
                            SEED, i, mutation.kind(), mutation.pointer(), sample, abridged(text));
            Outcome outcome =
                outcome(sample.dialect(), text.getBytes(StandardCharsets.UTF_8), what);
            if (mutation.kind() == Kind.RENAME && !FREE.matcher(mutation.pointer()).matches()) {
              assertThat(outcome.speaksOf(mutation.pointer()))
                  .as(() -> what.get() + outcome)
                  .isTrue();
            }
          }
        });
  }

  @Test
  void noOtherMutatedObjectMakesAReaderFail() {
    System.out.println("MutatedManifestsTest others: seed " + SEED);
    assertTimeoutPreemptively(
        HANGING,
        () -> {
          Random random = new Random(SEED);
          List<Sample> samples = ValidManifests.others();
          Dialect[] dialects = Dialect.values();
          for (int n = 0; n < OTHERS; n++) {
            int i = n;
            Sample sample = samples.get(i % samples.size());
            Node root = whole(sample.text());
            TreeMutation mutation = TreeMutation.of(root, random);
            String text = YamlText.write(mutation.root());
            Supplier<String> what =
                () ->
                    "seed %d, mutant %d: %s %s of %s\n%s"
                        .formatted(
                            SEED, i, mutation.kind(), mutation.pointer(), sample, abridged(text));
            outcome(
                dialects[random.nextInt(dialects.length)],
                text.getBytes(StandardCharsets.UTF_8),
                what);
          }
        });
  }

  @Test
  void everyMutatedTextIsAccountedFor() {
    System.out.println("MutatedManifestsTest texts: seed " + SEED);
    assertTimeoutPreemptively(
        HANGING,
        () -> {
          Random random = new Random(SEED);
          List<Sample> samples = ValidManifests.policies();
          for (int n = 0; n < TEXTS; n++) {
            int i = n;
            Sample sample = samples.get(i % samples.size());
            TextMutation mutation = TextMutation.of(sample.text(), random);
            Supplier<String> what =
                () ->
                    "seed %d, mutant %d: %s of %s\n%s"
                        .formatted(
                            SEED,
                            i,
                            mutation.kind(),
                            sample,
                            abridged(new String(mutation.bytes(), StandardCharsets.ISO_8859_1)));
            outcome(sample.dialect(), mutation.bytes(), what);
          }
        });
  }

  @Test
  void theSamplesThemselvesAreTakenWithoutAWord() throws IOException {
    for (Sample sample : ValidManifests.policies()) {
      Outcome outcome =
          outcome(sample.dialect(), sample.text().getBytes(StandardCharsets.UTF_8), sample::name);
      Translation t = Objects.requireNonNull(outcome.translation());
      assertThat(t.refusals()).as(sample.name()).isEmpty();
      assertThat(t.warnings())
          .as(sample.name())
          .filteredOn(
              w -> w.effect() == Effect.MAY_ALLOW && w.message().contains("not known: expected"))
          .isEmpty();
    }
  }

  /// One mutation, or two.
  private static TreeMutation mutation(Node root, Random random) {
    TreeMutation first = TreeMutation.of(root, random);
    if (random.nextInt(4) > 0) {
      return first;
    }
    TreeMutation second = TreeMutation.of(first.root(), random);
    return new TreeMutation(Kind.MOVE, second.pointer(), second.root());
  }

  /// What became of a file.
  ///
  /// @param unusable why there is nothing in it; null: there is something
  /// @param translation null where nothing is usable
  private record Outcome(
      @Nullable String unusable, List<ReadProblem> problems, @Nullable Translation translation) {

    /// Whether a refusal, or a warning at just this place, or a problem of reading is there.
    boolean speaksOf(String pointer) {
      if (unusable != null || !problems.isEmpty()) {
        return true;
      }
      Translation t = Objects.requireNonNull(translation);
      return !t.refusals().isEmpty()
          || t.warnings().stream()
              .anyMatch(w -> w.pointer().equals(pointer) || w.pointer().isEmpty());
    }
  }

  private Outcome outcome(Dialect dialect, byte[] bytes, Supplier<String> what) throws IOException {
    Path file = folder.resolve("mutant.yaml");
    write(file, bytes);
    FilesCollection[] read = new FilesCollection[1];
    String[] unusable = new String[1];
    assertThatCode(
            () -> {
              try {
                read[0] = new FolderCollector(List.of(file), "test", CLOCK).read();
              } catch (NothingUsable e) {
                unusable[0] = e.getMessage();
              }
            })
        .as(what)
        .doesNotThrowAnyException();
    List<Document> documents = documents(bytes);
    if (read[0] == null) {
      assertThat(unusable[0]).as(what).contains("mutant.yaml");
      return new Outcome(unusable[0], List.of(), null);
    }
    FilesCollection files = Objects.requireNonNull(read[0]);
    for (ReadProblem problem : files.problems()) {
      assertThat(problem.file()).as(what).isEqualTo(file.toString());
    }
    for (Document document : documents) {
      assertThat(isKeptOrReported(document, files))
          .as(() -> what.get() + "\ndocument " + document)
          .isTrue();
    }
    Translation[] translated = new Translation[1];
    Snapshot snapshot = withCluster(files.snapshot());
    assertThatCode(
            () ->
                translated[0] =
                    Translator.translate(snapshot, DialectSettings.of(dialect, Use.ASSESSMENT)))
        .as(what)
        .doesNotThrowAnyException();
    Translation translation = Objects.requireNonNull(translated[0]);
    for (Manifest manifest : files.snapshot().manifests()) {
      account(manifest, translation, what);
    }
    return new Outcome(null, files.problems(), translation);
  }

  /// Into one file that stays open: a file system may write out what is closed.
  private void write(Path file, byte[] bytes) throws IOException {
    FileChannel to = channel;
    if (to == null) {
      to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel = to;
    }
    to.truncate(bytes.length);
    to.write(ByteBuffer.wrap(bytes), 0);
  }

  @AfterEach
  void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  /// Whether the snapshot has the object, or a problem is about it. Nothing of Secrets and of
  /// foreign ConfigMaps may be kept.
  private static boolean isKeptOrReported(Document document, FilesCollection files) {
    try {
      Manifest manifest = Manifests.of(document);
      return manifest == null
          || files.snapshot().manifests().stream()
              .anyMatch(m -> m.ref().identity().equals(manifest.ref().identity()))
          || files.problems().stream().anyMatch(p -> manifest.ref().toString().equals(p.object()));
    } catch (MalformedDocument e) {
      return !files.problems().isEmpty();
    }
  }

  private static void account(Manifest manifest, Translation t, Supplier<String> what) {
    ResourceRef ref = manifest.ref();
    if (!ResourceKinds.isEvidence(ref.group(), ref.kind())) {
      return;
    }
    long refusals = t.refusals().stream().filter(r -> r.ref().equals(ref)).count();
    List<Gap> gaps = t.gaps().stream().filter(g -> names(g, ref)).toList();
    List<Warning> warnings = t.warnings().stream().filter(w -> w.ref().equals(ref)).toList();
    boolean enforced = t.policies().policies().anyMatch(p -> p.ref().equals(ref));
    boolean modelled = enforced || t.policies().unenforced().contains(ref);
    boolean isPolicy = ref.kind().endsWith("Policy");
    if (refusals > 0) {
      assertThat(enforced).as(() -> "a refused policy is in the model: " + what.get()).isFalse();
      assertThat(gaps).as(() -> "one gap for a refused object: " + what.get()).hasSize(1);
      assertThat(gaps.getFirst().reason()).isEqualTo(Gap.Reason.UNREADABLE);
    } else if (!gaps.isEmpty()) {
      assertThat(enforced)
          .as(() -> "what is not modelled is in the model: " + what.get())
          .isFalse();
    } else if (isPolicy && !modelled) {
      assertThat(warnings)
          .as(() -> "a policy is dropped without a word: " + what.get())
          .isNotEmpty();
    }
  }

  private static boolean names(Gap gap, ResourceRef ref) {
    return ref.kind().equals(gap.kind())
        && ref.name().equals(gap.name())
        && ref.namespace().equals(Objects.requireNonNullElse(gap.namespace(), ""));
  }

  private static final Snapshot CLUSTER = Snapshots.of(ValidManifests.CLUSTER);

  private static Snapshot withCluster(Snapshot snapshot) {
    List<Manifest> manifests = new ArrayList<>(CLUSTER.manifests());
    manifests.addAll(snapshot.manifests());
    return new Snapshot(
        snapshot.cluster(),
        snapshot.takenAt(),
        snapshot.run(),
        manifests,
        snapshot.calls(),
        snapshot.gaps());
  }

  private static Document only(String text) {
    return documents(text.getBytes(StandardCharsets.UTF_8)).getFirst();
  }

  /// The tree of one document, a list too.
  private static Node whole(String text) {
    Node holder = only("whole:\n  " + text).root();
    return Objects.requireNonNull(((Node.ObjectNode) holder).fields().get("whole"));
  }

  private static List<Document> documents(byte[] bytes) {
    List<Document> documents = new ArrayList<>();
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              "mutant.yaml",
              new ByteArrayInputStream(bytes),
              reading -> {
                if (reading instanceof Reading.Read(var document)) {
                  documents.add(document);
                }
              });
    } catch (IOException e) {
      // the collector says so too
    }
    return documents;
  }

  private static String abridged(String text) {
    return text.length() < 4000 ? text : text.substring(0, 4000) + "...";
  }
}
