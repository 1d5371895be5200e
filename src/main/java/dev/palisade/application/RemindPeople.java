package dev.palisade.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.quartz.Scheduler;

/// Tells people what is to be done by when: campaigns that are due and exceptions that end. Each
/// day for all clusters, and for one whenever a schedule of its own asks for it: what was told once
/// is not told again.
@ApplicationScoped
public class RemindPeople {
  private static final Logger LOG = Logger.getLogger(RemindPeople.class);

  private final RemindOfCampaigns campaigns;
  private final RemindOfExceptions exceptions;
  private final ReadEvidence evidence;
  private final CampaignSettings settings;
  private final Scheduler scheduler;

  public RemindPeople(
      RemindOfCampaigns campaigns,
      RemindOfExceptions exceptions,
      ReadEvidence evidence,
      CampaignSettings settings,
      Scheduler scheduler) {
    this.campaigns = campaigns;
    this.exceptions = exceptions;
    this.evidence = evidence;
    this.settings = settings;
    this.scheduler = scheduler;
  }

  /// Looks each day from now on.
  ///
  /// @throws IllegalArgumentException if the cron expression is none
  @Transactional
  public void start() {
    // the job's name stands in the tables of installations
    if (!InstallationJob.keep(scheduler, "campaigns", DailyReminders.class, settings.cron())) {
      LOG.info("campaigns and exceptions: nobody is reminded, but by schedules that do it");
    }
  }

  /// Each by itself: what fails for one is logged, and the next is looked at.
  void remindAll() {
    for (String cluster : evidence.clusters()) {
      attempt("campaigns", cluster, campaigns::remind);
      attempt("exceptions", cluster, exceptions::remind);
    }
  }

  private static void attempt(String what, String cluster, Consumer<String> remind) {
    try {
      remind.accept(cluster);
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s of cluster %s", what, cluster);
    }
  }

  /// @return how many notices were put into the outbox
  @Transactional
  public int remind(String cluster) {
    return campaigns.remind(cluster) + exceptions.remind(cluster);
  }
}
