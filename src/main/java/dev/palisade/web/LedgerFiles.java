package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.application.LogKey;
import dev.palisade.application.ReadLedger;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What somebody who checks a bundle needs beside it, for a click.
@Path("/ledger")
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
public class LedgerFiles {
  private final ReadLedger ledger;

  public LedgerFiles(ReadLedger ledger) {
    this.ledger = ledger;
  }

  @GET
  @Path("Verify.java")
  @Produces("text/x-java-source")
  @Operation(hidden = true)
  public Response verifier() {
    return file(ledger.verifier(), "text/x-java-source;charset=UTF-8", "Verify.java");
  }

  @GET
  @Path("keys")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(hidden = true)
  public Response keys() {
    String lines =
        ledger.keys().stream().map(LogKey::key).collect(Collectors.joining("\n", "", "\n"));
    return file(lines, MediaType.TEXT_PLAIN + ";charset=UTF-8", "keys.txt");
  }

  @GET
  @Path("checkpoint")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(hidden = true)
  public Response checkpoint() {
    return file(ledger.checkpoint(null), MediaType.TEXT_PLAIN + ";charset=UTF-8", "checkpoint.txt");
  }

  private static Response file(Object content, String type, String name) {
    return Response.ok(content, type)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }
}
