package dev.palisade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PalisadeTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void everyCommandHasHelp() {
    for (String name : Main.commandLine().getSubcommands().keySet()) {
      assertThat(run(name, "--help")).as(name).isZero();
      assertThat(out.toString()).contains("Usage: palisade " + name);
    }
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("palisade \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void anUnknownCommandIsOneLineAndExitCode2() {
    assertThat(run("asess")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines().toList())
        .isEqualTo(
            List.of("error: Unmatched argument at index 0: 'asess'", "try: palisade --help"));
  }

  @Test
  void aPortInUseIsOneLineAndExitCode2() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(run("serve", "--port", port)).isEqualTo(2);
      assertThat(err.toString())
          .startsWith("error: port " + port + " is in use: give another one with --port");
    }
  }
}
