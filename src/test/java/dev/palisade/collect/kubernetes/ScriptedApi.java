package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An API server that goes by a script, for answers that a real one gives only in trouble. Serves
/// discovery for the kinds it is told of, and an empty list for each of them where the script says
/// nothing else.
public final class ScriptedApi implements AutoCloseable {

  /// Answers one request.
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Deque<Answer>> script = new HashMap<>();
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final Map<String, String> kinds = new HashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  public ScriptedApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    serves("v1", "Namespace", "namespaces", false);
    answer("/version", json(200, "{\"gitVersion\":\"v1.36.3\"}"));
  }

  /// Serves a kind, and an empty list of it.
  public ScriptedApi serves(String apiVersion, String kind, String plural, boolean namespaced) {
    groups
        .computeIfAbsent(apiVersion, x -> new ArrayList<>())
        .add(
            "{\"name\":\"%s\",\"kind\":\"%s\",\"namespaced\":%s,\"verbs\":[\"get\",\"list\"]}"
                .formatted(plural, kind, namespaced));
    String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    kinds.put(root + "/" + plural, apiVersion + " " + kind);
    return this;
  }

  /// What to answer to requests of a path (with query, or without for any query): one answer after
  /// the other; the last one goes on.
  public ScriptedApi answer(String path, Answer... answers) {
    script.put(path, new ArrayDeque<>(List.of(answers)));
    return this;
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  long requestsOf(String path) {
    return requests().stream().filter(r -> r.equals(path) || r.startsWith(path + "?")).count();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  KubernetesClient client() {
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(address().toString()).build();
    return ClusterConnection.client(config);
  }

  public static Answer json(int status, String body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      send(exchange, status, body);
    };
  }

  /// A refusal as API servers write it.
  public static Answer status(int code, String message) {
    return json(
        code,
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"%s\",\"code\":%d}"
            .formatted(message, code));
  }

  static Answer retryAfter(int code, int seconds) {
    return exchange -> {
      exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
      send(exchange, code, "busy");
    };
  }

  /// A page of a list.
  public static Answer page(String apiVersion, String kind, String token, String... names) {
    List<String> items = new ArrayList<>();
    for (String name : names) {
      items.add(
          "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"x\",\"uid\":\"u-%s\"}}"
              .formatted(name, name));
    }
    return json(
        200,
        "{\"kind\":\"%sList\",\"apiVersion\":\"%s\",\"metadata\":{\"resourceVersion\":\"42\",\"continue\":\"%s\"},\"items\":[%s]}"
            .formatted(kind, apiVersion, token, String.join(",", items)));
  }

  /// Promises more than it sends, and hangs up.
  static Answer cut(String beginning) {
    return exchange -> {
      byte[] bytes = beginning.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length + 1000L);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /// Sends a beginning and then nothing more, until the test is over.
  Answer stuckAfter(String beginning) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(beginning.getBytes(UTF_8));
      exchange.getResponseBody().flush();
      awaitClose();
    };
  }

  /// Takes a request and never answers.
  Answer silent() {
    return exchange -> awaitClose();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void awaitClose() throws IOException {
    try {
      closing.await();
      throw new IOException("the test is over");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) {
    String request = exchange.getRequestURI().toString();
    requests.add(request);
    // closing the exchange itself would end the connection as well
    try (InputStream in = exchange.getRequestBody()) {
      in.readAllBytes();
      next(request, exchange.getRequestURI().getPath()).to(exchange);
      exchange.getResponseBody().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // ends this exchange
    }
  }

  private synchronized Answer next(String request, String path) {
    Deque<Answer> answers = script.getOrDefault(request, script.get(path));
    if (answers != null) {
      return answers.size() > 1 ? answers.remove() : answers.element();
    }
    if (path.equals("/apis")) {
      return json(200, groupList());
    }
    String apiVersion = path.replaceFirst("^/apis?/", "");
    if (groups.containsKey(apiVersion)) {
      return json(200, "{\"resources\":[%s]}".formatted(String.join(",", groups.get(apiVersion))));
    }
    String kind = kinds.get(path.replaceFirst("/namespaces/[^/]+/", "/"));
    return kind == null
        ? status(404, "not found")
        : page(kind.split(" ")[0], kind.split(" ")[1], "");
  }

  private String groupList() {
    Map<String, List<String>> versions = new LinkedHashMap<>();
    for (String apiVersion : groups.keySet()) {
      if (apiVersion.contains("/")) {
        String[] parts = apiVersion.split("/");
        versions.computeIfAbsent(parts[0], x -> new ArrayList<>()).add(parts[1]);
      }
    }
    List<String> written = new ArrayList<>();
    versions.forEach(
        (group, all) ->
            written.add(
                "{\"name\":\"%s\",\"versions\":[%s],\"preferredVersion\":{\"version\":\"%s\"}}"
                    .formatted(
                        group,
                        String.join(
                            ",", all.stream().map("{\"version\":\"%s\"}"::formatted).toList()),
                        all.getFirst())));
    return "{\"kind\":\"APIGroupList\",\"groups\":[" + String.join(",", written) + "]}";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
