package dev.palisade.cli;

import dev.palisade.application.CatalogueInForce;
import dev.palisade.application.FirstTokens;
import dev.palisade.application.LoadSample;
import dev.palisade.application.PruneOldEvidence;
import dev.palisade.application.RemindPeople;
import dev.palisade.application.RunSchedules;
import dev.palisade.application.SendNotices;
import dev.palisade.application.SignCheckpoints;
import dev.palisade.application.StartDatabase;
import dev.palisade.application.UnusableInput;
import dev.palisade.application.WatchClusters;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The service itself: a database where none is given, then Quarkus, then the sign that all is
/// ready.
@QuarkusMain
public final class Service {
  private static final Logger LOG = Logger.getLogger(Service.class);

  private static final int UNUSABLE = 2;

  Service() {}

  public static void main(String[] arguments) {
    int code = Main.commandLine().execute(arguments);
    // dev mode ends the application to take up a change, and calls this again
    if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
      System.exit(code);
    }
  }

  static int run(Path data, @Nullable Integer port, int databasePort) throws IOException {
    Files.createDirectories(data);
    ReadyFile.remove(data);
    System.setProperty("palisade.data", data.toString());
    if (port != null) {
      System.setProperty("quarkus.http.port", port.toString());
    }
    // environment, -D and application.yaml are all seen here: the configuration is built on first
    // use
    if (ConfigProvider.getConfig()
        .getOptionalValue("quarkus.datasource.jdbc.url", String.class)
        .isEmpty()) {
      StartDatabase database = StartDatabase.in(data, databasePort);
      database.settings().forEach(System::setProperty);
      // nobody else is on this database, so that a missing file of tokens is a lost one
      System.setProperty("palisade.tokens.renew", "true");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(database), "embedded-database-stop"));
    }
    Quarkus.run(UntilStopped.class);
    return 0;
  }

  /// Hooks run side by side: the database waits for those who use it.
  private static void stop(StartDatabase database) {
    Application application = Application.currentApplication();
    if (application != null && application.isStarted()) {
      application.awaitShutdown();
    }
    try {
      database.close();
    } catch (IOException e) {
      LOG.error("the embedded database did not stop", e);
    }
  }

  /// What runs inside Quarkus.
  static final class UntilStopped implements QuarkusApplication {
    private final Path data;
    private final Path out;
    private final boolean demo;
    private final int port;
    private final FirstTokens tokens;
    private final LoadSample sample;
    private final RunSchedules schedules;
    private final PruneOldEvidence retention;
    private final RemindPeople reminders;
    private final WatchClusters watches;
    private final CatalogueInForce catalogue;
    private final SignCheckpoints checkpoints;
    private final SendNotices notices;

    UntilStopped(
        @ConfigProperty(name = "palisade.data") Path data,
        @ConfigProperty(name = "palisade.out", defaultValue = "out") Path out,
        @ConfigProperty(name = "palisade.demo", defaultValue = "false") boolean demo,
        @ConfigProperty(name = "quarkus.http.port") int port,
        FirstTokens tokens,
        LoadSample sample,
        RunSchedules schedules,
        PruneOldEvidence retention,
        RemindPeople reminders,
        WatchClusters watches,
        CatalogueInForce catalogue,
        SignCheckpoints checkpoints,
        SendNotices notices) {
      this.data = data;
      this.out = out;
      this.demo = demo;
      this.port = port;
      this.tokens = tokens;
      this.sample = sample;
      this.schedules = schedules;
      this.retention = retention;
      this.reminders = reminders;
      this.watches = watches;
      this.catalogue = catalogue;
      this.checkpoints = checkpoints;
      this.notices = notices;
    }

    @Override
    public int run(String... arguments) throws IOException {
      try {
        retention.start();
        checkpoints.start();
      } catch (UnusableInput e) {
        LOG.error(e.getMessage());
        return UNUSABLE;
      }
      Path tokensFile = data.resolve("tokens");
      tokens.ensure(tokensFile);
      LOG.infof("catalogue %s", catalogue.catalogue().digest());
      List<Path> artifacts = demo ? sample.load(out) : List.of();
      schedules.start();
      reminders.start();
      notices.start();
      watches.start();
      var ready = new ReadyFile("http://localhost:" + port, tokensFile, artifacts);
      ready.write(data);
      LOG.infof("ready at %s", ready.address());
      Quarkus.waitForExit();
      watches.stop();
      ReadyFile.remove(data);
      return 0;
    }
  }
}
