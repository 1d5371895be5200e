package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.compliance.control.History.Observed;
import dev.palisade.compliance.control.History.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeResultsTest {
  private static final Instant AT = Instant.parse("2026-10-01T10:00:00Z");

  @TempDir Path folder;

  private List<ProbeResult> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("results"), text);
    return ProbeResults.read(List.of(file));
  }

  @Test
  void readsJson() throws IOException {
    assertThat(
            read(
                """
                [{"probe": "p-1", "outcome": "connected", "at": "2026-10-01T10:00:00Z"},
                 {"probe": "p-2", "outcome": "refused", "at": "2026-10-01T12:00:00+02:00"},
                 {"probe": "p-3", "outcome": "timeout", "at": "2026-10-01T10:00:00"}]
                """))
        .containsExactly(
            new ProbeResult("p-1", Observed.CONNECTED, AT),
            new ProbeResult("p-2", Observed.REFUSED, AT),
            new ProbeResult("p-3", Observed.TIMEOUT, AT));
    assertThat(read("[]")).isEmpty();
  }

  @Test
  void readsJUnit() throws IOException {
    assertThat(
            read(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites>
                  <testsuite name="probes" timestamp="2026-10-01T10:00:00">
                    <testcase name="p-1" classname="x"/>
                    <testcase name="shop to cde p-2"><failure message="connected">text</failure></testcase>
                    <testcase name="p-3"><skipped/></testcase>
                    <testcase name="p-4"><error message="no pod"/></testcase>
                    <testcase name="p-5" timestamp="2026-10-01T10:00:00Z"><system-out><![CDATA[<failure/>]]></system-out></testcase>
                  </testsuite>
                </testsuites>
                """))
        .containsExactly(
            new ProbeResult("p-1", Observed.AS_EXPECTED, AT),
            new ProbeResult("p-2", Observed.NOT_AS_EXPECTED, AT),
            new ProbeResult("p-5", Observed.AS_EXPECTED, AT));
  }

  @Test
  void severalFilesAreOne() throws IOException {
    Path one =
        Files.writeString(
            folder.resolve("a"),
            "[{\"probe\": \"p-1\", \"outcome\": \"timeout\", \"at\": \"2026-10-01T10:00:00Z\"}]");

    assertThat(ProbeResults.read(List.of(one, one))).hasSize(2);
  }

  record Bad(String text, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  static List<Bad> bad() {
    return List.of(
        new Bad("", ""),
        new Bad("{}", "expected a list of results"),
        new Bad("[1]", "/0: expected an object"),
        new Bad("[{\"probe\": \"p-1\"}]", "/0/outcome"),
        new Bad(
            "[{\"probe\": \"p-1\", \"outcome\": \"open\", \"at\": \"2026-10-01T10:00:00Z\"}]",
            "/0/outcome: \"open\" is no outcome: expected connected, refused or timeout"),
        new Bad(
            "[{\"probe\": \"p-1\", \"outcome\": \"timeout\", \"at\": \"yesterday\"}]",
            "/0/at: \"yesterday\" is no instant"),
        new Bad(
            "[{\"probe\": \"p-1\", \"outcome\": \"timeout\", \"at\": \"2026-10-01T10:00:00Z\", \"port\": 1}]",
            "/0/port: unknown key port"),
        new Bad("<html/>", "is no JUnit report: it begins with html"),
        new Bad("<testsuite><testcase", "is no XML"),
        new Bad("<testsuite><testcase name='p-1'/></testsuite>", "testcase p-1 has no timestamp"),
        new Bad(
            "<testsuite timestamp='x'><testcase name='p-1'/></testsuite>",
            "has the timestamp \"x\", which is no instant"),
        new Bad(
            "<testsuite timestamp='2026-10-01T10:00:00'><testcase/></testsuite>",
            "a testcase without a name"),
        new Bad(
            "<!DOCTYPE testsuite [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><testsuite timestamp='2026-10-01T10:00:00'><testcase name='&x;'/></testsuite>",
            "a document type is not read"),
        new Bad(
            "<!DOCTYPE testsuite SYSTEM 'http://localhost:1/x.dtd'><testsuite/>",
            "a document type is not read"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refusesWhatIsNoResult(Bad row) {
    assertThatThrownBy(() -> read(row.text()))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("results")
        .hasMessageContaining(row.message());
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> ProbeResults.read(List.of(folder.resolve("none"))))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("no such file");
  }
}
