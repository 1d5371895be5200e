package dev.palisade.store;

import java.sql.SQLException;

/// The database refused, or was lost. Nothing of what was to be stored is stored.
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFailure(SQLException cause) {
    super("the database failed: " + cause.getMessage(), cause);
  }
}
