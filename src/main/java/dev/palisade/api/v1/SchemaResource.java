package dev.palisade.api.v1;

import dev.palisade.application.NotFound;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// The published schemas, open to everyone: they hold no evidence.
@Path("/schema")
@PermitAll
@Tag(name = "schemas")
public class SchemaResource {

  @GET
  @Path("{name}")
  @Produces("application/schema+json")
  @Operation(summary = "A published JSON Schema, such as report.v1.json")
  public byte[] find(@RestPath String name) throws IOException {
    if (name.matches("[a-z]+\\.v[0-9]+\\.json")) {
      try (InputStream in = SchemaResource.class.getResourceAsStream("/schema/" + name)) {
        if (in != null) {
          return in.readAllBytes();
        }
      }
    }
    throw new NotFound("there is no schema " + name);
  }
}
