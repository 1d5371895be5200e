package dev.palisade.render.pdf;

/// The three faces of a document, all of the Liberation family.
enum Face {
  TEXT("LiberationSans-Regular.ttf"),
  BOLD("LiberationSans-Bold.ttf"),
  MONO("LiberationMono-Regular.ttf");

  final String file;

  Face(String file) {
    this.file = file;
  }
}
