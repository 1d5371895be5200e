package dev.palisade.render.pdf;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Words and look of the documents: those that come with the program, or a company's own in their
/// place.
public final class Templates {
  private static final String SHIPPED = "/templates/report/";
  private static final String TEXTS = "texts.properties";
  private static final String LAYOUT = "layout.properties";
  private static final String LOGO = "logo.png";

  private final Texts texts;
  private final Look look;
  private final @Nullable Logo logo;

  private Templates(Texts texts, Look look, @Nullable Logo logo) {
    this.texts = texts;
    this.look = look;
    this.logo = logo;
  }

  /// As they come with the program.
  public static Templates shipped() {
    return new Templates(new Texts(shipped(TEXTS)), new Look(shipped(LAYOUT)), null);
  }

  /// The shipped ones, with what files of the same names in a folder say otherwise, and `logo.png`.
  ///
  /// @throws IllegalArgumentException when the folder holds anything else, a file a key that there
  ///   is not, or a key a value that cannot be used. The message names file and key
  /// @throws UncheckedIOException when the folder or a file cannot be read
  public static Templates from(Path folder) {
    try {
      requireKnown(folder);
      Properties words = shipped(TEXTS);
      Texts.requireUsable(over(words, folder.resolve(TEXTS)), words);
      Look look = new Look(over(shipped(LAYOUT), folder.resolve(LAYOUT)));
      look.requireUsable();
      Path logo = folder.resolve(LOGO);
      return new Templates(
          new Texts(over(words, folder.resolve(TEXTS))),
          look,
          Files.exists(logo) ? Logo.of(logo) : null);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
    }
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

  /// The company's picture, which is a PNG; null: there is none.
  public byte @Nullable [] logoPng() {
    return logo == null ? null : logo.png();
  }

  Look look() {
    return look;
  }

  @Nullable Logo logo() {
    return logo;
  }

  /// A misspelt name would go unnoticed. Hidden files and what tells people something are let be.
  private static void requireKnown(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean known =
            List.of(TEXTS, LAYOUT, LOGO).contains(name)
                || name.startsWith(".")
                || name.endsWith(".md");
        if (name.toLowerCase(Locale.ROOT).startsWith("logo.") && !known) {
          throw new IllegalArgumentException(
              file
                  + ": a logo is a PNG picture named "
                  + LOGO
                  + "; what is drawn in SVG or another format is exported as PNG, at most 4096"
                  + " pixels wide and high");
        }
        if (!known) {
          throw new IllegalArgumentException(
              file + ": expected " + String.join(", ", TEXTS, LAYOUT, LOGO));
        }
      }
    }
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

  private static Properties over(Properties shipped, Path file) throws IOException {
    if (!Files.exists(file)) {
      return shipped;
    }
    Properties own = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      own.load(in);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    Set<String> unknown = new TreeSet<>(own.stringPropertyNames());
    unknown.removeAll(shipped.stringPropertyNames());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          file + ": " + unknown.iterator().next() + ": there is no such key");
    }
    Properties values = new Properties();
    values.putAll(shipped);
    values.putAll(own);
    return values;
  }
}
