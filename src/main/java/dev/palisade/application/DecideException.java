package dev.palisade.application;

import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Excepted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The life of exceptions: requested by one, decided by another.
@ApplicationScoped
public class DecideException {

  /// @param check name of the check whose findings these are
  /// @param findings by fingerprint; traffic null: all that the finding has now
  /// @param ticket null: none
  /// @param from null: now
  /// @param until at most 12 months after `from`
  public record Request(
      String cluster,
      String check,
      List<Excepted> findings,
      String reason,
      String compensatingControl,
      @Nullable String ticket,
      @Nullable Instant from,
      Instant until,
      String by) {}

  /// @throws UnusableInput if it is incomplete or too long, or the newest snapshot has no such finding
  /// @throws NotFound if there is no such cluster, or nothing of it to judge
  public RiskException request(Request request) {
    throw new UnsupportedOperationException();
  }

  /// @throws NotFound if there is no such exception
  /// @throws dev.palisade.compliance.exception.RefusedDecision if it is decided already, or `by` requested it
  public RiskException approve(UUID id, String by, String reason) {
    throw new UnsupportedOperationException();
  }

  /// @throws NotFound if there is no such exception
  /// @throws dev.palisade.compliance.exception.RefusedDecision if it is decided already
  public RiskException reject(UUID id, String by, String reason) {
    throw new UnsupportedOperationException();
  }

  /// @throws NotFound if there is no such exception
  /// @throws dev.palisade.compliance.exception.RefusedDecision if it is not approved
  public RiskException revoke(UUID id, String by, String reason) {
    throw new UnsupportedOperationException();
  }

  /// @throws NotFound if there is no such exception
  public RiskException find(UUID id) {
    throw new UnsupportedOperationException();
  }

  /// All exceptions of a cluster, the latest requested first. Where one stands: [RiskException#stateAt].
  public List<RiskException> list(String cluster) {
    throw new UnsupportedOperationException();
  }
}
