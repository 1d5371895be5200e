package dev.palisade.compliance.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OwnFrameworkTest {
  private static final String REQUIREMENT =
      "{id: A.1, subject: a subject, primary: [default-deny]}";

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("docs/frameworks"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static Cursor read(String yaml) throws IOException {
    List<Document> documents = new ArrayList<>();
    new DocumentReader(ReadLimits.DEFAULT)
        .read(
            "own.yaml",
            new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
            reading -> {
              if (reading instanceof Reading.Read(Document document)) {
                documents.add(document);
              }
            });
    return documents.getFirst().cursor();
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("docs/schema/framework.v1.json")), InputFormat.JSON);
  }

  private static String framework(String requirements) {
    return "framework: own\ntitle: Own\nrequirements: [" + requirements + "]\n";
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sampleIsTakenByReaderAndSchema(Path sample) throws IOException {
    String yaml = Files.readString(sample);

    Catalogue catalogue = Catalogue.load().with(read(yaml));

    assertThat(catalogue.frameworks()).hasSize(3);
    assertThat(catalogue.of(catalogue.frameworks().getLast().id()).requirements()).isNotEmpty();
    assertThat(schema().validate(yaml, InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pci-dss", "soc-2"})
  void whatComesWithPalisadeHasTheSameForm(String name) throws IOException {
    String yaml =
        Files.readString(Path.of("src/main/resources/catalogue/" + name + ".yaml"))
            .replaceFirst("framework: \\S+", "framework: another");

    assertThat(schema().validate(yaml, InputFormat.YAML)).isEmpty();
  }

  @Test
  void itIsJudgedBesideTheOthersAndItsContentIsInTheDigest() throws IOException {
    Catalogue own = Catalogue.load().with(read(framework(REQUIREMENT)));
    Catalogue other =
        Catalogue.load().with(read(framework(REQUIREMENT.replace("a subject", "another"))));

    assertThat(own.digest()).isNotEqualTo(Catalogue.load().digest()).isNotEqualTo(other.digest());
    Examination x = World.wellBuilt().examination();
    Assessment assessment =
        own.of("own")
            .evaluate(x.evidence(), x.scope(), History.none(), Waivers.none(), World.AS_OF);
    assertThat(assessment.requirements())
        .singleElement()
        .extracting(RequirementResult::conclusion)
        .hasToString("supported");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {id: A.1, subject: s, primary: [defaultdeny]}                       | /requirements/0/primary/0: there is no check "defaultdeny": there are audit-trail, | beyond
          {id: A.1, subject: s, primary: [policy-hygiene]}                    | /requirements/0/primary/0: check policy-hygiene is advice | beyond
          {id: A.1, subject: s, primary: [default-deny(x)]}                   | /requirements/0/primary/0: check default-deny takes no parameters | beyond
          {id: A.1, subject: s, primary: ['review-current(1 month)']}         | check review-current takes 12 months or 6 months, not 1 month | beyond
          {id: A.1, subject: s, primary: [default-deny, default-deny]}        | /requirements/0/primary/1: the check default-deny a second time | schema
          {id: A.1, subject: s, primary: []}                                  | /requirements/0: it names no check under primary | schema
          {id: A.1, subject: s}                                               | /requirements/0: it names no check under primary | schema
          {id: A.1, subject: '', primary: [default-deny]}                     | /requirements/0/subject: must not be empty | schema
          {id: A.1, subject: s, primary: [default-deny], checks: []}          | /requirements/0/checks: unknown key "checks": expected id, | schema
          {subject: s, primary: [default-deny]}                               | /requirements/0/id: | schema
          {id: A.1, subject: s, primary: default-deny}                        | /requirements/0/primary: must be an array | schema
          A.1                                                                 | /requirements/0: expected an object with id, subject and primary | schema
          """)
  void whatIsWrongIsSaidWithItsPlace(String requirement, String message, String where)
      throws IOException {
    String yaml = framework(requirement);

    assertThatExceptionOfType(UnusableFramework.class)
        .isThrownBy(() -> Catalogue.load().with(read(yaml)))
        .withMessageContaining("own.yaml")
        .withMessageContaining(message);
    assertThat(schema().validate(yaml, InputFormat.YAML).isEmpty())
        .isEqualTo(where.equals("beyond"));
  }

  @ParameterizedTest
  @CsvSource({"soc2", "all", "Own", "a_b", "-"})
  void anIdThatIsTakenOrNoneIsRefused(String id) throws IOException {
    String yaml = framework(REQUIREMENT).replace("framework: own", "framework: '" + id + "'");

    assertThatExceptionOfType(UnusableFramework.class)
        .isThrownBy(() -> Catalogue.load().with(read(yaml)))
        .withMessageContaining("/framework: ");
    assertThat(schema().validate(yaml, InputFormat.YAML)).isNotEmpty();
  }

  @Test
  void allProblemsAreSaidAtOnce() throws IOException {
    String yaml = framework("{id: A.1, subject: s, primary: [x]}, {id: A.2, primary: [y]}");

    assertThatExceptionOfType(UnusableFramework.class)
        .isThrownBy(() -> Catalogue.load().with(read(yaml)))
        .satisfies(e -> assertThat(e.problems()).hasSize(3));
  }
}
