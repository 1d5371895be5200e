package dev.palisade.application;

import dev.palisade.application.campaign.Rationale;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.State;
import dev.palisade.compliance.review.DueDate;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignProgress;
import dev.palisade.compliance.scope.Scope.RegisterEntry;
import dev.palisade.render.ical.Calendar;
import dev.palisade.snapshot.Manifest;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.ExceptionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What is to be looked at by when: campaigns that are open, exceptions in force, register entries,
/// and policies as the newest snapshot has them.
@ApplicationScoped
public class DueDates {
  private final CampaignStore campaigns;
  private final ExceptionStore exceptions;
  private final DeclareScope scopes;
  private final ReadEvidence evidence;
  private final Clock clock;

  public DueDates(
      CampaignStore campaigns,
      ExceptionStore exceptions,
      DeclareScope scopes,
      ReadEvidence evidence,
      Clock clock) {
    this.campaigns = campaigns;
    this.exceptions = exceptions;
    this.scopes = scopes;
    this.evidence = evidence;
    this.clock = clock;
  }

  /// A calendar of some clusters, as RFC 5545 has it.
  public String calendar(String name, List<String> clusters) {
    return Calendar.of(name, clusters.stream().flatMap(one -> of(one).stream()).toList());
  }

  /// Sorted by date.
  List<DueDate> of(String cluster) {
    List<DueDate> dates = new ArrayList<>();
    campaigns.list(cluster).stream()
        .filter(one -> one.progress().state() == CampaignProgress.State.OPEN)
        .forEach(one -> dates.add(of(one)));
    Instant now = clock.instant();
    exceptions.list(cluster).stream()
        .filter(one -> one.stateAt(now) == State.APPROVED)
        .forEach(one -> dates.add(of(one)));
    ScopeVersion scope = scopes.latest(cluster);
    if (scope != null) {
      DeclareScope.read("scope version " + scope.version(), scope.document())
          .register()
          .forEach(entry -> add(dates, cluster, entry, scope.savedAt()));
    }
    SnapshotEntry newest = evidence.latest(cluster);
    if (newest != null) {
      evidence
          .snapshot(cluster, new SnapshotChoice.Numbered(newest.sequence()))
          .manifests()
          .forEach(manifest -> add(dates, cluster, manifest, newest.takenAt()));
    }
    return dates.stream().sorted().toList();
  }

  private static DueDate of(Campaign campaign) {
    return DueDate.of(
        campaign.cluster(),
        "campaign " + campaign.id(),
        campaign.due(),
        campaign.openedAt(),
        "Review \"" + campaign.title() + "\" of cluster " + campaign.cluster() + " is due",
        "reviewers: "
            + String.join(", ", campaign.reviewers())
            + "\nto be signed by: "
            + String.join(", ", campaign.signers()));
  }

  private static DueDate of(RiskException exception) {
    return DueDate.of(
        exception.cluster(),
        "exception " + exception.id(),
        exception.until(),
        exception.decisions().getLast().at(),
        "Exception from " + exception.check() + " in cluster " + exception.cluster() + " ends",
        exception.reason());
  }

  private static void add(
      List<DueDate> dates, String cluster, RegisterEntry entry, Instant savedAt) {
    LocalDate day = entry.reviewBy();
    if (day != null) {
      dates.add(
          DueDate.of(
              cluster,
              "register-entry " + entry.id(),
              day,
              savedAt,
              "Register entry " + entry.id() + " of cluster " + cluster + " is to be reviewed",
              entry.traffic()
                  + "\nowner: "
                  + Objects.requireNonNullElse(entry.owner(), "nobody is named")));
    }
  }

  private static void add(
      List<DueDate> dates, String cluster, Manifest manifest, Instant takenAt) {
    if (!Kinds.POLICIES.contains(manifest.ref().kind())) {
      return;
    }
    Rationale rationale = Rationale.of(manifest);
    LocalDate day = rationale.reviewBy();
    if (day != null) {
      dates.add(
          DueDate.of(
              cluster,
              "policy " + manifest.ref().identity(),
              day,
              takenAt,
              manifest.ref() + " of cluster " + cluster + " is to be reviewed",
              "owner: " + Objects.requireNonNullElse(rationale.owner(), "nobody is named")));
    }
  }
}
