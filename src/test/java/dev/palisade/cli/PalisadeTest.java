package dev.palisade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PalisadeTest {
  @Test
  void helpNamesTheProgramAndSucceeds() {
    var out = new StringWriter();
    int code = new CommandLine(new Palisade()).setOut(new PrintWriter(out, true)).execute("--help");
    assertThat(code).isZero();
    assertThat(out.toString()).contains("Usage: palisade");
  }
}
