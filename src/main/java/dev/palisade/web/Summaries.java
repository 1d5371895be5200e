package dev.palisade.web;

import dev.palisade.application.IssuedReport;
import dev.palisade.application.ReadReports;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Summaries of reports. A report never changes, so what was read once is kept.
@ApplicationScoped
public class Summaries {
  private static final int MOST = 256;

  private final ReadReports reports;

  private final Map<UUID, ReportSummary> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, ReportSummary> eldest) {
          return size() > MOST;
        }
      };

  public Summaries(ReadReports reports) {
    this.reports = reports;
  }

  ReportSummary of(IssuedReport issued) {
    synchronized (known) {
      ReportSummary summary = known.get(issued.id());
      if (summary != null) {
        return summary;
      }
    }
    ReportSummary read = ReportSummary.of(issued, reports.read(issued.id()));
    synchronized (known) {
      known.put(issued.id(), read);
    }
    return read;
  }
}
