package dev.palisade.api;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/// What `/openapi` says of the API as a whole.
@OpenAPIDefinition(
    info =
        @Info(
            title = "Palisade",
            version = "v1",
            description =
                "Evidence that a Kubernetes cluster's network is segmented, from its policies."
                    + " Errors are application/problem+json (RFC 9457); each type is explained at"
                    + " /problems.",
            license =
                @License(
                    name = "Apache-2.0",
                    url = "https://www.apache.org/licenses/LICENSE-2.0.txt")))
@SecurityScheme(
    securitySchemeName = "bearer",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "A token of Palisade: palisade_…")
public class OpenApi extends Application {}
