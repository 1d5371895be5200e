package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.LogKey;
import dev.palisade.application.ReadLedger;
import io.quarkus.security.ForbiddenException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
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

/// The log of the installation: what was stored, in which order, signed and proved. Proofs and
/// checkpoints are hashes and tell nothing of any cluster.
@Path("/api/v1/ledger")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "ledger")
public class LedgerResource {
  private final Requester requester;
  private final ReadLedger ledger;

  public LedgerResource(Requester requester, ReadLedger ledger) {
    this.requester = requester;
    this.ledger = ledger;
  }

  @GET
  @Path("checkpoint")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(
      summary = "A signed checkpoint of the log: keep it",
      description =
          "A C2SP tlog-checkpoint as a signed note. Whoever holds one can tell later whether the"
              + " log was rewritten since.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(responseCode = "404", description = "not-found: none of that size was signed")
  public Response checkpoint(
      @Parameter(description = "that of an earlier checkpoint; otherwise the log as it is now")
          @RestQuery
          @Nullable String size) {
    byte[] note = ledger.checkpoint(Parameters.count("size", size));
    return Response.ok(note, MediaType.TEXT_PLAIN + ";charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"checkpoint.txt\"")
        .build();
  }

  @GET
  @Path("entries/{position}")
  @Operation(
      summary = "A line of the log, byte by byte",
      description =
          "SHA-256 over a zero byte and these bytes is its leaf. Names may tell of any cluster: not"
              + " for a token that is limited to clusters.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  public byte[] entry(@RestPath String position) {
    long place = required("position", position);
    if (requester.token().clusters() != null) {
      throw new ForbiddenException("this token is limited to clusters, and the log is of all");
    }
    return ledger.entry(place);
  }

  @GET
  @Path("entries/{position}/proof")
  @Operation(
      summary = "That an entry stands in the log",
      description = "As proof.json of a bundle: the audit path of RFC 6962, section 2.1.1.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  public byte[] proof(
      @RestPath String position,
      @Parameter(description = "of the log; otherwise that of the newest checkpoint") @RestQuery
          @Nullable String size) {
    return ledger.proof(required("position", position), Parameters.count("size", size));
  }

  @GET
  @Path("consistency")
  @Operation(
      summary = "That the log only grew from one size to another",
      description = "With the roots of both: the proof of RFC 6962, section 2.1.2.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  public byte[] consistency(
      @RestQuery @Nullable String from,
      @Parameter(description = "otherwise the size of the newest checkpoint") @RestQuery
          @Nullable String to) {
    return ledger.consistency(required("from", from), Parameters.count("to", to));
  }

  /// A public key of the log.
  ///
  /// @param key `NAME+ID+KEY`
  /// @param until null: nothing is said about its end
  public record KeyView(String key, String pem, Instant from, @Nullable Instant until) {
    static KeyView of(LogKey key) {
      return new KeyView(key.key(), key.pem(), key.from(), key.until());
    }
  }

  @GET
  @Path("keys")
  @Operation(
      summary = "The keys that signed the log, and when, the oldest first",
      description =
          "Compare them with what the installation's administrator told you on another way.")
  public List<KeyView> keys() {
    return ledger.keys().stream().map(KeyView::of).toList();
  }

  @GET
  @Path("verifier")
  @Produces("text/x-java-source")
  @Operation(
      summary = "The independent verifier of bundles: one file, run by java Verify.java",
      description = "It needs a JDK of 17 or newer and nothing else.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(mediaType = "text/x-java-source", schema = @Schema(type = SchemaType.STRING)))
  public Response verifier() {
    return Response.ok(ledger.verifier(), "text/x-java-source;charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"Verify.java\"")
        .build();
  }

  private static long required(String name, @Nullable String text) {
    return Parameters.required(name, Parameters.count(name, text));
  }
}
