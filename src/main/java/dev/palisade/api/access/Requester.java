package dev.palisade.api.access;

import dev.palisade.application.AccessToken;
import dev.palisade.application.KeepAuditLog;
import dev.palisade.application.NotFound;
import dev.palisade.application.ReadEvidence;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who asks. Roles are checked before a method is entered; here are the limits to clusters, and
/// what is logged under their name.
@RequestScoped
public class Requester {
  private final SecurityIdentity identity;
  private final ReadEvidence evidence;
  private final KeepAuditLog log;

  public Requester(SecurityIdentity identity, ReadEvidence evidence, KeepAuditLog log) {
    this.identity = identity;
    this.evidence = evidence;
    this.log = log;
  }

  /// @throws UnauthorizedException if nobody is known
  public AccessToken token() {
    AccessToken token = identity.getAttribute(TokenIdentity.TOKEN);
    if (token == null) {
      throw new UnauthorizedException();
    }
    return token;
  }

  public String name() {
    return token().name();
  }

  /// A cluster that the requester may see and that there is. Whether a cluster that they may not
  /// see exists is not told.
  ///
  /// @throws ForbiddenException if the token is limited to other clusters
  /// @throws NotFound if there is no such cluster
  public String existing(String cluster) {
    permitted(cluster);
    if (!evidence.clusters().contains(cluster)) {
      throw new NotFound("there is no cluster " + cluster);
    }
    return cluster;
  }

  /// A cluster that the requester may see, whether it is there yet or not.
  ///
  /// @throws ForbiddenException if the token is limited to other clusters
  public String permitted(String cluster) {
    if (!token().covers(cluster)) {
      // whoever asked by an id or a schedule's name is not told whose it is
      throw new ForbiddenException("this token is limited to other clusters");
    }
    return cluster;
  }

  /// Clusters all of which the requester may see. Which of them they may not is not told.
  ///
  /// @throws ForbiddenException if the token is limited to others
  public void permitted(Collection<String> clusters) {
    if (!clusters.stream().allMatch(token()::covers)) {
      throw new ForbiddenException("this token is limited to other clusters than all of these");
    }
  }

  /// Names of the clusters that the requester may see, sorted.
  public List<String> clusters() {
    AccessToken token = token();
    return evidence.clusters().stream().filter(token::covers).toList();
  }

  /// Writes into the audit log.
  ///
  /// @param action e.g. `report.download`
  /// @param cluster null: none is concerned
  public void log(
      String action, String subject, @Nullable String cluster, @Nullable String detail) {
    AccessToken token = token();
    log.write(token.name(), token.role(), action, subject, cluster, detail);
  }
}
