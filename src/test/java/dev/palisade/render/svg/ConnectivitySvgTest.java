package dev.palisade.render.svg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.analysis.reachability.outline.Outline;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.application.DialectChoice;
import dev.palisade.application.MapConnectivity;
import dev.palisade.render.svg.Drawing.Figure;
import dev.palisade.render.svg.Drawing.Mark;
import dev.palisade.render.svg.Drawing.Mark.Panel;
import dev.palisade.render.svg.Drawing.Mark.Words;
import dev.palisade.render.svg.Drawing.Point;
import dev.palisade.render.svg.Drawing.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@Tag("golden")
class ConnectivitySvgTest {
  private static final Path SAMPLE = Path.of("src/main/resources/sample");
  private static final Path PUBLISHED = Path.of("docs/samples/connectivity.svg");

  @TempDir Path folder;

  @Test
  void publishedPictureIsTheOneOfTheSampleCluster() throws IOException {
    String made = svg(sample(SAMPLE.resolve("scope.yaml")));
    if (System.getProperty("golden", "compare").equals("rewrite")) {
      Files.createDirectories(PUBLISHED.getParent());
      Files.writeString(PUBLISHED, made);
    }

    assertThat(made)
        .as("%s (make golden rewrites it)", PUBLISHED)
        .isEqualTo(Files.readString(PUBLISHED));
  }

  @Test
  void nothingOverlaps() throws IOException {
    keepsApart(drawing(sample(null)));
    keepsApart(drawing(sample(SAMPLE.resolve("scope.yaml"))));
    for (int seed = 1; seed <= 25; seed++) {
      Path file = folder.resolve("seed-" + seed + ".yaml");
      Files.writeString(file, cluster(new Random(seed)));
      keepsApart(drawing(map(List.of(file), null)));
    }
  }

  @Test
  void tableOfZonesIsWithinThePage() throws IOException {
    StringBuilder manifests = new StringBuilder();
    for (int n = 0; n < 12; n++) {
      for (int w = 0; w < 9; w++) {
        manifests.append(workload("n" + n, "w" + w));
        int from = (n * 9 + w * 5) % 12;
        manifests.append(only("n" + n, "w" + w, "n" + from, 1000 + n * w));
        manifests.append(only("n" + n, "w" + w, "n" + (from + 7) % 12, 2000 + w));
      }
    }
    Path file = folder.resolve("big.yaml");
    Files.writeString(file, manifests);
    MapConnectivity map = map(List.of(file), null);

    assertThat(Outline.of(map.map(), map.division()).view()).isEqualTo(Outline.View.MATRIX);
    Drawing drawing = drawing(map);
    keepsApart(drawing);
    assertThat(drawing.figures().stream().filter(f -> f.role() == Role.CELL).count())
        .isGreaterThan(80);
    assertThat(drawing.description()).contains("namespaces are drawn as a whole");
  }

  @Test
  void sameClusterInOtherFilesGivesTheSameBytes() throws IOException {
    List<String> documents = new ArrayList<>();
    for (Path file : files(SAMPLE.resolve("cluster"))) {
      documents.addAll(List.of(Files.readString(file).split("(?m)^---\\s*$")));
    }
    Path first = Files.createDirectories(folder.resolve("first/cluster"));
    Path second = Files.createDirectories(folder.resolve("second/cluster"));
    write(documents, first);
    Collections.shuffle(documents, new Random(7));
    write(documents, second);

    String picture = svg(map(List.of(first), null));
    assertThat(svg(map(List.of(second), null))).isEqualTo(picture);
    assertThat(svg(map(List.of(first), null))).isEqualTo(picture);
  }

  @Test
  void pictureStandsAloneAndSaysWhatItIs() throws Exception {
    Document document = parsed(svg(sample(null)));
    Element root = document.getDocumentElement();

    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Allowed traffic: cluster");
    assertThat(root.getElementsByTagName("desc").item(0).getTextContent()).contains("33 workloads");
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      assertThat(all.item(i).getNodeName()).isNotIn("script", "style", "image", "a", "use");
      assertThat(((Element) all.item(i)).hasAttribute("href")).isFalse();
    }
  }

  @Test
  void hostileNamesStayText() throws Exception {
    String hostile = "<script>alert(1)</script>\"'&]]>\u0000\u001b[31m\u202eevil\ud800";
    Outline outline =
        new Outline(
            Outline.View.WORKLOADS,
            dev.palisade.analysis.reachability.outline.Division.Kind.DECLARED,
            List.of(
                new Outline.Box(
                    List.of(hostile),
                    hostile,
                    List.of(
                        new Outline.Node("", List.of("n/" + hostile + "[Pod]"), IpSet.NONE, null)),
                    null)),
            List.of(new Outline.Node(hostile, List.of("x"), IpSet.ALL_V4, null)),
            List.of(),
            List.of(
                new Outline.Arrow(
                    new Outline.Tip.Outside(0),
                    new Outline.Tip.OfBox(0),
                    TrafficNotation.parse("TCP 80"),
                    Outline.Extent.EVERY)),
            Outline.Coverage.WHOLE,
            1);
    StringWriter out = new StringWriter();
    ConnectivitySvg.write(
        outline, new ConnectivitySvg.Caption(hostile, hostile), new PrintWriter(out));

    Document document = parsed(out.toString());
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(out.toString())
        .contains("&lt;script&gt;")
        .doesNotContain("<script", "\u0000", "\u001b", "\u202e", "\ud800");
  }

  @Test
  void longNamesStayInTheirBoxes() throws IOException {
    Path file = folder.resolve("long.yaml");
    Files.writeString(
        file,
        workload("n".repeat(63), "w".repeat(63))
            + workload("n".repeat(63), "m".repeat(200) + ".x")
            + only("n".repeat(63), "w".repeat(63), "elsewhere", 80));
    keepsApart(drawing(map(List.of(file), null)));
  }

  /// Boxes of siblings are disjoint, words are within their boxes, labels have their own room, and
  /// lines cross no node.
  private static void keepsApart(Drawing drawing) {
    List<Panel> boxes = panels(drawing, Role.BOX);
    List<Panel> nodes = panels(drawing, Role.NODE);
    List<Panel> labels = panels(drawing, Role.ARROW);
    Panel page = new Panel(0, 0, drawing.width(), drawing.height(), 0, Surface.PAGE);
    apart(nodes);
    apart(labels);
    for (Panel box : boxes) {
      assertThat(page.contains(box)).isTrue();
      for (Panel other : boxes) {
        assertThat(box == other || !box.overlaps(other)).as("%s and %s", box, other).isTrue();
      }
      for (Panel node : nodes) {
        assertThat(box.contains(node) || !box.overlaps(node)).as("%s, %s", box, node).isTrue();
      }
    }
    for (Figure figure : drawing.figures()) {
      Panel around =
          switch (figure.role()) {
            case BOX, NODE -> (Panel) figure.marks().getFirst();
            case ARROW -> figure.marks().getFirst() instanceof Panel label ? label : page;
            case CAPTION, CELL, LEGEND -> page;
          };
      for (Mark mark : figure.marks()) {
        if (mark instanceof Words words) {
          assertThat(around.contains(words.extent())).as("%s in %s", words, around).isTrue();
          boolean heading = figure.role() == Role.BOX;
          labels.forEach(label -> assertThat(heading && label.overlaps(words.extent())).isFalse());
        }
        if (mark instanceof Mark.Path(var points, var stroke) && figure.role() == Role.ARROW) {
          for (int i = 1; i < points.size(); i++) {
            Panel piece = piece(points.get(i - 1), points.get(i));
            nodes.forEach(
                node -> assertThat(node.overlaps(piece)).as("%s, %s", node, piece).isFalse());
            headings(drawing)
                .forEach(
                    words ->
                        assertThat(words.extent().overlaps(piece))
                            .as("%s, %s", words, piece)
                            .isFalse());
          }
        }
      }
    }
    labels.forEach(
        label -> nodes.forEach(node -> assertThat(label.overlaps(node)).as("%s", label).isFalse()));
  }

  private static List<Words> headings(Drawing drawing) {
    return drawing.figures().stream()
        .filter(figure -> figure.role() == Role.BOX)
        .flatMap(figure -> figure.marks().stream())
        .filter(Words.class::isInstance)
        .map(Words.class::cast)
        .toList();
  }

  /// A piece of a line, a little shorter: it may touch where it begins and ends.
  private static Panel piece(Point a, Point b) {
    double x = Math.min(a.x(), b.x());
    double y = Math.min(a.y(), b.y());
    double width = Math.abs(a.x() - b.x());
    double height = Math.abs(a.y() - b.y());
    double dx = Math.min(0.5, width / 2);
    double dy = Math.min(0.5, height / 2);
    return new Panel(x + dx, y + dy, width - 2 * dx, height - 2 * dy, 0, Surface.BLANK);
  }

  private static void apart(List<Panel> panels) {
    for (Panel one : panels) {
      for (Panel other : panels) {
        assertThat(one == other || !one.overlaps(other)).as("%s and %s", one, other).isTrue();
      }
    }
  }

  private static List<Panel> panels(Drawing drawing, Role role) {
    return drawing.figures().stream()
        .filter(figure -> figure.role() == role)
        .map(figure -> figure.marks().getFirst())
        .filter(Panel.class::isInstance)
        .map(Panel.class::cast)
        .toList();
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  private static MapConnectivity sample(@Nullable Path scope) {
    return map(List.of(SAMPLE.resolve("cluster"), SAMPLE.resolve("now")), scope);
  }

  private static MapConnectivity map(List<Path> paths, @Nullable Path scope) {
    DialectChoice dialect = new DialectChoice(Dialect.KUBERNETES, new TreeMap<>());
    return MapConnectivity.of(
        new MapConnectivity.Request(paths, dialect, Level.WORKLOAD, null, null, scope));
  }

  private static String svg(MapConnectivity map) {
    StringWriter out = new StringWriter();
    map.write(MapConnectivity.Format.SVG, new PrintWriter(out));
    return out.toString();
  }

  private static Drawing drawing(MapConnectivity map) {
    return ConnectivitySvg.draw(Outline.of(map.map(), map.division()), map.caption());
  }

  private static List<Path> files(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.sorted().toList();
    }
  }

  private static void write(List<String> documents, Path folder) throws IOException {
    for (int i = 0; i < documents.size(); i++) {
      Files.writeString(folder.resolve("file-%03d.yaml".formatted(i)), documents.get(i));
    }
  }

  private static String cluster(Random random) {
    StringBuilder manifests = new StringBuilder();
    int namespaces = 2 + random.nextInt(6);
    for (int n = 0; n < namespaces; n++) {
      int workloads = 1 + random.nextInt(4);
      for (int w = 0; w < workloads; w++) {
        manifests.append(workload("n" + n, "w" + w));
        if (random.nextInt(2) == 0) {
          String from = "n" + random.nextInt(namespaces);
          manifests.append(only("n" + n, "w" + w, from, 80 + random.nextInt(3)));
        }
      }
    }
    return manifests.toString();
  }

  private static String workload(String namespace, String name) {
    return """
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: %2$s, namespace: %1$s}, spec: {selector: {matchLabels: {app: w}},
          template: {metadata: {labels: {app: w, name: %3$s}}, spec: {containers: [{name: c, image: i}]}}}}
        """
        .formatted(namespace, name, name.substring(0, Math.min(63, name.length())));
  }

  private static String only(String namespace, String to, String from, int port) {
    return """
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: only-%2$.20s-%3$.20s, namespace: %1$s}, spec: {podSelector: {matchLabels: {name: %2$s}},
          ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %3$s}}}], ports: [{protocol: TCP, port: %4$d}]}], policyTypes: [Ingress]}}
        """
        .formatted(namespace, to, from, port);
  }
}
