package dev.palisade.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// A token for each role, for whoever installed the service: in a file that nobody else can read.
@ApplicationScoped
public class FirstTokens {
  private static final Logger LOG = Logger.getLogger(FirstTokens.class);
  private static final String BY = "first start";

  private final HandOutTokens tokens;
  private final boolean renew;

  /// @param renew whether tokens that were handed out before are replaced where their file is
  ///   missing
  public FirstTokens(
      HandOutTokens tokens,
      @ConfigProperty(name = "palisade.tokens.renew", defaultValue = "false") boolean renew) {
    this.tokens = tokens;
    this.renew = renew;
  }

  /// Hands out tokens and writes lines `role token`, unless the file is there. Without the file the
  /// secrets are lost, or another replica has it: new ones are handed out, and the earlier revoked,
  /// only where that is wanted.
  public void ensure(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    List<AccessToken> earlier =
        tokens.list().stream()
            .filter(token -> token.createdBy().equals(BY) && token.revokedAt() == null)
            .toList();
    if (!earlier.isEmpty() && !renew) {
      LOG.info(
          "the first tokens were handed out already: they stay as they are (palisade.tokens.renew)");
      return;
    }
    earlier.forEach(token -> tokens.revoke(token.id(), BY));
    List<String> lines = new ArrayList<>();
    for (Role role : Role.values()) {
      lines.add(role + " " + tokens.issue(role.toString(), role, null, null, BY).secret());
    }
    write(file, lines);
  }

  /// The file has its mode before it has its content.
  private static void write(Path file, List<String> lines) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path unfinished = Files.createTempFile(folder, "tokens", ".new", mode);
    Files.write(unfinished, lines);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
