package dev.palisade.application;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Loads the sample cluster: its scope, its two snapshots, a report on each, and what changed
/// between them. What is there already stays as it is.
@ApplicationScoped
public class LoadSample {
  private static final Logger LOG = Logger.getLogger(LoadSample.class);
  private static final String BY = "demo";
  private static final LocalTime MORNING = LocalTime.of(6, 0);

  private final EvidenceStore evidence;
  private final ReadEvidence read;
  private final DeclareScope scopes;
  private final IssueReport issue;
  private final ReadReports reports;
  private final CompareSnapshots compare;
  private final ExportBundle bundles;
  private final ReadLedger ledger;
  private final Clock clock;

  public LoadSample(
      EvidenceStore evidence,
      ReadEvidence read,
      DeclareScope scopes,
      IssueReport issue,
      ReadReports reports,
      CompareSnapshots compare,
      ExportBundle bundles,
      ReadLedger ledger,
      Clock clock) {
    this.evidence = evidence;
    this.read = read;
    this.scopes = scopes;
    this.issue = issue;
    this.reports = reports;
    this.compare = compare;
    this.bundles = bundles;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Loads what is not there yet.
  ///
  /// @param out folder for the reports' files
  /// @return the files, those on the newest report first
  /// @throws IOException if the folder cannot be written to
  public List<Path> load(Path out) throws IOException {
    LocalDate today = firstDay();
    declareScope(today);
    Instant earlier =
        today.minusDays(SampleCluster.DAYS_BETWEEN).atTime(MORNING).toInstant(ZoneOffset.UTC);
    snapshot(1, SampleCluster.State.EARLIER, earlier, today);
    snapshot(2, SampleCluster.State.NOW, clock.instant().truncatedTo(ChronoUnit.SECONDS), today);
    IssuedReport before = report(1);
    IssuedReport now = report(2);
    Files.createDirectories(out);
    List<Path> files = new ArrayList<>(files(out, now));
    files.addAll(changes(out, now));
    files.addAll(files(out, before));
    files.add(keys(out));
    return files;
  }

  /// The day to which the sample's dates are relative: that of its first start.
  private LocalDate firstDay() {
    return read.latest(SampleCluster.NAME) == null
        ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
        : LocalDate.ofInstant(
                read.find(SampleCluster.NAME, new SnapshotChoice.Numbered(1)).takenAt(),
                ZoneOffset.UTC)
            .plusDays(SampleCluster.DAYS_BETWEEN);
  }

  private void declareScope(LocalDate today) {
    if (scopes.latest(SampleCluster.NAME) == null) {
      LOG.info("declaring the scope of the sample cluster");
      scopes.declare(SampleCluster.NAME, 0, SampleCluster.scopeDocument(today), BY);
    }
  }

  private void snapshot(
      long sequence, SampleCluster.State state, Instant takenAt, LocalDate today) {
    SnapshotEntry latest = read.latest(SampleCluster.NAME);
    if (latest == null || latest.sequence() < sequence) {
      LOG.infof("storing the sample cluster as of %s", takenAt);
      Snapshot snapshot = SampleCluster.snapshot(state, takenAt, today);
      evidence.append(snapshot);
    }
  }

  private IssuedReport report(long sequence) {
    IssueReport.Request request =
        new IssueReport.Request(
            SampleCluster.NAME, new SnapshotChoice.Numbered(sequence), null, null, BY);
    return issue.issueOnce(request);
  }

  private List<Path> files(Path out, IssuedReport report) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String format : List.of("pdf", "json")) {
      Path file = out.resolve(report.fileName() + "." + format);
      if (!Files.exists(file)) {
        write(file, reports.bytes(report.id(), format));
      }
      files.add(file);
    }
    Path bundle = out.resolve(report.fileName() + ".zip");
    if (!Files.exists(bundle)) {
      try {
        write(bundle, bundles.of(report.id(), List.of()));
      } catch (NotFound e) {
        LOG.infof("%s was issued before there was a log: it has no bundle", report.fileName());
        return files;
      }
    }
    files.add(bundle);
    return files;
  }

  /// The public keys, as `verify --key` reads them: in a file of their own, since those in a bundle
  /// vouch for nothing. Written anew each time.
  private Path keys(Path out) throws IOException {
    Path file = out.resolve("keys.txt");
    String lines =
        ledger.keys().stream().map(LogKey::key).collect(Collectors.joining("\n", "", "\n"));
    write(file, lines.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private List<Path> changes(Path out, IssuedReport now) throws IOException {
    Path pdf = out.resolve(now.fileName() + "-changes.pdf");
    Path json = out.resolve(now.fileName() + "-changes.json");
    if (!Files.exists(pdf) || !Files.exists(json)) {
      LOG.info("writing what changed between the two");
      Comparison changes = reports.read(now.id()).changes();
      if (changes == null) {
        changes =
            compare.compare(
                new CompareSnapshots.Request(
                    SampleCluster.NAME,
                    new SnapshotChoice.Numbered(1),
                    new SnapshotChoice.Numbered(2),
                    null));
      }
      write(json, compare.json(changes));
      write(pdf, compare.pdf(changes));
    }
    return List.of(pdf, json);
  }

  /// Whoever looks sees the whole file or none.
  private static void write(Path file, byte[] bytes) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.write(unfinished, bytes);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
