package dev.palisade.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `serve`: runs the service until it is stopped.
@Command(
    name = "serve",
    description = "Runs the service: API, pages and schedules.",
    footer = {
      "",
      "Without a database (QUARKUS_DATASOURCE_JDBC_URL) it starts a PostgreSQL of its own in the data folder."
    })
final class Serve implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the embedded database and of ready.json (default: ~/.palisade).")
  private Path data = Path.of(System.getProperty("user.home"), ".palisade");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the service (default: 8080, or QUARKUS_HTTP_PORT).")
  private @Nullable Integer port;

  @Option(
      names = "--demo",
      description = "Load the sample cluster and issue its reports before saying ready.")
  private boolean demo;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the sample's reports, with --demo (default: ./out).")
  private Path out = Path.of("out");

  @Option(
      names = "--database-port",
      paramLabel = "PORT",
      description = "Port of the embedded database on loopback (default: any free one).")
  private int databasePort;

  @Override
  public Integer call() throws IOException {
    if (port != null) {
      requireFree(port);
    }
    System.setProperty("palisade.demo", Boolean.toString(demo));
    System.setProperty("palisade.out", out.toAbsolutePath().normalize().toString());
    return Service.run(data.toAbsolutePath().normalize(), port, databasePort);
  }

  /// Asked before anything is started, so that the answer comes at once and in one line.
  private void requireFree(int wanted) {
    if (wanted < 1 || wanted > 65_535) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--port: " + wanted + " is not a port number (1 to 65535)");
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
    } catch (IOException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "port " + wanted + " is in use: give another one with --port", e);
    }
  }
}
