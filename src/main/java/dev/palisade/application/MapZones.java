package dev.palisade.application;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.render.csv.MatrixCsv;
import dev.palisade.render.json.MatrixJson;
import dev.palisade.render.svg.MatrixSvg;
import dev.palisade.render.text.MatrixText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which services the policies of a folder allow from each zone and network of a scope to each
/// other: the same matrix as a report's, without the judgement.
///
/// @param messages errors are objects that could not be read, so that the matrix may lack something
public record MapZones(ZoneMatrix matrix, List<Message> messages) {

  /// How a matrix is written.
  public enum Format {
    TXT,
    CSV,
    JSON,
    SVG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public MapZones {
    messages = List.copyOf(messages);
  }

  /// @param paths together one cluster, or one snapshot file
  /// @param scopeFile the scope
  /// @throws UnusableInput when the scope cannot be used, or nothing readable is there
  public static MapZones of(List<Path> paths, Path scopeFile, DialectChoice dialect) {
    Scope scope = AssessManifests.scope(scopeFile);
    ManifestReading reading =
        ManifestReading.of(paths, AssessManifests.folder(paths), Clock.systemUTC());
    AssessSnapshot.Request asked =
        new AssessSnapshot.Request(
            reading.snapshot(),
            scope,
            dialect.dialect(),
            dialect.overrides(),
            History.none(),
            Waivers.none(),
            reading.snapshot().takenAt(),
            null);
    try {
      Analysis analysis =
          Analysis.of(
              reading.snapshot(), AssessSnapshot.standard().settings(asked), Zoning.cuts(scope));
      Zoning zoning = Zoning.of(scope, analysis.reachability());
      List<Message> messages = new ArrayList<>(AssessManifests.messages(reading, analysis));
      zoning.warnings().forEach(text -> messages.add(Message.warning(scopeFile + ": " + text)));
      return new MapZones(ZoneMatrix.of(analysis.reachability(), zoning), messages);
    } catch (AssessSnapshot.UnusableChoice e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  /// Whether everything that was there could be read.
  public boolean isWhole() {
    return messages.stream().noneMatch(m -> m.severity() == Message.Severity.ERROR);
  }

  public void write(Format format, PrintWriter out) {
    switch (format) {
      case TXT -> out.print(MatrixText.of(matrix));
      case CSV -> out.print(MatrixCsv.of(matrix));
      case JSON -> out.print(MatrixJson.text(matrix));
      case SVG -> MatrixSvg.write(matrix, out);
    }
    out.flush();
  }
}
