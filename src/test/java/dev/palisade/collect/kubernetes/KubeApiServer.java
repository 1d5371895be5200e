package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real etcd and kube-apiserver on loopback, with RBAC on.
///
/// Nothing else of a cluster runs: pods stay Pending, a Deployment makes no pods and a deleted
/// namespace stays Terminating. A test patches the status that it needs, and takes a namespace name
/// of its own.
final class KubeApiServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Path binaries;
  private final URI etcd;
  private final int port = freePort();
  private final List<Process> processes = new ArrayList<>();

  /// Where `src/test/kube/build-kube-apiserver.sh` leaves its builds.
  static Path home() {
    String given = System.getProperty("kube.api.test.dir");
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("user.home"), ".cache", "palisade");
  }

  /// Folder of the newest version that was built for this machine.
  static Optional<Path> binaries() {
    String platform =
        "-"
            + (System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux")
            + "-"
            + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");
    Path versions = home().resolve("k8s");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(versions)) {
      return folders
          .filter(folder -> folder.getFileName().toString().endsWith(platform))
          .filter(folder -> Files.isExecutable(folder.resolve("kube-apiserver")))
          .filter(folder -> Files.isExecutable(folder.resolve("etcd")))
          .max(Comparator.comparing(KubeApiServer::version, Arrays::compare));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int[] version(Path folder) {
    String name = folder.getFileName().toString();
    return Arrays.stream(name.substring(0, name.indexOf('-')).split("\\."))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /// Starts both and waits until they are ready.
  ///
  /// @param folder an empty folder for their data, keys and logs
  /// @param flags further flags of the apiserver, such as `--audit-policy-file`, `FILE`
  KubeApiServer(Path folder, String... flags) throws Exception {
    this.folder = folder;
    this.binaries = binaries().orElseThrow();
    this.etcd = URI.create("http://127.0.0.1:" + freePort());
    try {
      startEtcd();
      startApiServer(flags);
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .failFast(
              "one of them ended, see the logs in " + folder,
              () -> processes.stream().anyMatch(process -> !process.isAlive()))
          .until(this::isReady);
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /// A client of a user. `ADMIN` may do everything, the others what a test binds to them or their
  /// group.
  KubernetesClient as(User user) {
    return new KubernetesClientBuilder().withConfig(config(user)).build();
  }

  Config config(User user) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("https://127.0.0.1:" + port)
        .withOauthToken(user.token())
        .withCaCertFile(certificate().toString())
        .build();
  }

  /// Who asks: the names that RBAC rules bind.
  enum User {
    ADMIN("system:masters"),
    COLLECTOR("palisade"),
    DEVELOPER("developers");

    private final String group;

    User(String group) {
      this.group = group;
    }

    String userName() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String token() {
      return userName() + "-token";
    }

    private String line() {
      return String.join(",", token(), userName(), "uid-" + userName(), group);
    }
  }

  /// Drops every older revision from etcd, so that `continue` tokens of lists made before expire
  /// (410). The apiserver has to run with `--feature-gates=ListFromCacheSnapshot=false`, or it
  /// answers from memory.
  void compact(String resourceVersion) throws IOException, InterruptedException {
    String body = "{\"revision\":\"" + resourceVersion + "\",\"physical\":true}";
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(etcd.resolve("/v3/kv/compaction"))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("etcd does not compact: " + answer.body());
      }
    }
  }

  /// The apiserver first: one whose etcd is gone does not stop when asked.
  @Override
  public void close() throws InterruptedException {
    for (Process process : processes.reversed()) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private void startEtcd() throws IOException {
    String peer = "http://127.0.0.1:" + freePort();
    start(
        "etcd",
        List.of(
            "--data-dir=" + folder.resolve("etcd"),
            "--unsafe-no-fsync",
            "--log-level=warn",
            "--listen-client-urls=" + etcd,
            "--advertise-client-urls=" + etcd,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer));
  }

  private void startApiServer(String... flags) throws IOException, GeneralSecurityException {
    Path users = folder.resolve("users.csv");
    Files.write(users, Arrays.stream(User.values()).map(User::line).toList(), UTF_8);
    var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    Path signing = pem("service-account.key", "PRIVATE KEY", pair.getPrivate());
    Path verifying = pem("service-account.pub", "PUBLIC KEY", pair.getPublic());
    var all =
        new ArrayList<>(
            List.of(
                "--etcd-servers=" + etcd,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--token-auth-file=" + users,
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + verifying,
                "--service-account-signing-key-file=" + signing,
                "--service-cluster-ip-range=10.0.0.0/24",
                "--endpoint-reconciler-type=none",
                // no controller makes service accounts here, and a pod without one would be refused
                "--disable-admission-plugins=ServiceAccount"));
    all.addAll(List.of(flags));
    start("kube-apiserver", all);
  }

  private void start(String program, List<String> flags) throws IOException {
    var command = new ArrayList<String>();
    command.add(binaries.resolve(program).toString());
    command.addAll(flags);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program + ".log").toFile())
            .start();
    processes.add(process);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  private boolean isReady() {
    if (!Files.exists(certificate())) {
      return false;
    }
    try (KubernetesClient admin = as(User.ADMIN)) {
      return "ok".equals(admin.raw("/readyz"))
          && admin.namespaces().withName("default").get() != null;
    } catch (RuntimeException notYet) {
      return false;
    }
  }

  private Path certificate() {
    return folder.resolve("certificates/apiserver.crt");
  }

  private Path pem(String file, String type, Key key) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, body));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}
