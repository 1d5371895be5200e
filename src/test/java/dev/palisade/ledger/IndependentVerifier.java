package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/// `Verify.java`, compiled for the oldest Java that it is for, and run where it can share nothing.
public final class IndependentVerifier {
  static final Path SOURCE = Path.of("src", "main", "verifier", "Verify.java");

  private final Path folder;
  private final Method run;

  private IndependentVerifier(Path folder, Method run) {
    this.folder = folder;
    this.run = run;
  }

  /// What it said.
  public record Answer(int code, String out, String err) {}

  /// @param folder for its classes and what is verified
  public static IndependentVerifier compiled(Path folder) throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                SOURCE.toString());
    assertThat(failed).isZero();
    // no parent but the platform: it can share nothing
    ClassLoader alone =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    Method run =
        alone
            .loadClass("Verify")
            .getDeclaredMethod("run", String[].class, PrintStream.class, PrintStream.class);
    run.setAccessible(true);
    return new IndependentVerifier(folder, run);
  }

  /// @param options the command line after the bundle
  public Answer verify(byte[] bundle, String... options) throws Exception {
    Path file = Files.write(folder.resolve("bundle.zip"), bundle);
    String[] arguments = new String[options.length + 1];
    arguments[0] = file.toString();
    System.arraycopy(options, 0, arguments, 1, options.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = (int) run.invoke(null, arguments, new PrintStream(out), new PrintStream(err));
    return new Answer(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
