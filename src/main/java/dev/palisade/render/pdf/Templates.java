package dev.palisade.render.pdf;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/// Words and look of the documents: those that come with the program, or a company's own in their
/// place.
public final class Templates {
  private static final String SHIPPED = "/templates/report/";

  private final Texts texts;
  private final Look look;

  private Templates(Texts texts, Look look) {
    this.texts = texts;
    this.look = look;
  }

  /// As they come with the program.
  public static Templates shipped() {
    return new Templates(
        new Texts(shipped("texts.properties")), new Look(shipped("layout.properties")));
  }

  /// The shipped ones, with what files of the same names in a folder say otherwise.
  ///
  /// @throws UncheckedIOException when a file is there and cannot be read
  public static Templates from(Path folder) {
    return new Templates(
        new Texts(over(shipped("texts.properties"), folder.resolve("texts.properties"))),
        new Look(over(shipped("layout.properties"), folder.resolve("layout.properties"))));
  }

  public Texts texts() {
    return texts;
  }

  /// A colour by its name in `layout.properties`, as `#rrggbb`.
  ///
  /// @throws IllegalArgumentException when there is none
  public String color(String name) {
    return "#%06x".formatted(look.color(name).getRGB() & 0xffffff);
  }

  Look look() {
    return look;
  }

  private static Properties shipped(String name) {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(
                Templates.class.getResourceAsStream(SHIPPED + name),
                () -> SHIPPED + name + " is not on the class path"),
            StandardCharsets.UTF_8)) {
      Properties values = new Properties();
      values.load(in);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties over(Properties shipped, Path file) {
    if (!Files.exists(file)) {
      return shipped;
    }
    try (Reader in = Files.newBufferedReader(file)) {
      Properties values = new Properties();
      values.putAll(shipped);
      values.load(in);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
