package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.CompareSnapshots;
import dev.palisade.application.SnapshotChoice;
import dev.palisade.compliance.diff.Comparison;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What differs between two snapshots.
@Path("/api/v1/clusters/{cluster}/diff")
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "diff")
public class DiffResource {
  private final Requester requester;
  private final CompareSnapshots compare;

  public DiffResource(Requester requester, CompareSnapshots compare) {
    this.requester = requester;
    this.compare = compare;
  }

  @GET
  @Produces({
    MediaType.APPLICATION_JSON,
    Download.PDF_TYPE,
    MediaType.TEXT_HTML,
    Download.CSV_TYPE,
    Download.MARKDOWN_TYPE
  })
  @Operation(
      summary =
          "What differs between two snapshots: objects, policies, traffic by zone and workload,"
              + " outcomes, findings, scope and register",
      description =
          "from and to are latest, a sequence (12), a day in UTC (2026-06-30: as of its end), an"
              + " instant, or a report's number; from is not later than to. The download is"
              + " logged.")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.OBJECT)),
        @Content(
            mediaType = Download.PDF_TYPE,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)),
        @Content(mediaType = Download.CSV_TYPE, schema = @Schema(type = SchemaType.STRING)),
        @Content(mediaType = Download.MARKDOWN_TYPE, schema = @Schema(type = SchemaType.STRING))
      })
  public Response compare(
      @RestPath String cluster,
      @Parameter(required = true) @RestQuery @Nullable String from,
      @RestQuery @DefaultValue("latest") String to,
      @Parameter(description = "whose outcomes are compared: pci-dss, soc2 or all") @RestQuery
          @Nullable String framework,
      @Parameter(description = "json, pdf, html, csv or md; otherwise by Accept") @RestQuery
          @Nullable String format,
      @Context HttpHeaders headers) {
    requester.existing(cluster);
    Download download = Download.of(format, headers);
    Comparison comparison =
        compare.compare(
            new CompareSnapshots.Request(
                cluster,
                SnapshotChoice.parse(Parameters.required("from", from)),
                SnapshotChoice.parse(to),
                framework));
    byte[] bytes =
        switch (download) {
          case JSON -> compare.json(comparison);
          case PDF -> compare.pdf(comparison);
          case HTML -> compare.html(comparison).getBytes(StandardCharsets.UTF_8);
          case CSV -> compare.csv(comparison).getBytes(StandardCharsets.UTF_8);
          case MD -> compare.markdown(comparison).getBytes(StandardCharsets.UTF_8);
        };
    String name =
        cluster + "-" + comparison.before().sequence() + "-" + comparison.after().sequence();
    requester.log("diff.download", name, cluster, download.ending());
    return download.answer(bytes, name);
  }
}
