package dev.palisade.render.svg;

import java.util.List;

/// A picture as what is to be drawn where, in pixels from the top left corner: no matter in which
/// format.
///
/// @param title what it is, in a line
/// @param description the same for whoever does not see it
/// @param figures in the order in which they are drawn
public record Drawing(
    double width, double height, String title, String description, List<Figure> figures) {

  public Drawing {
    figures = List.copyOf(figures);
  }

  /// What role a figure has.
  public enum Role {
    CAPTION,
    BOX,
    NODE,
    ARROW,
    CELL,
    LEGEND
  }

  /// Marks that belong together.
  ///
  /// @param tooltip in full what the figure says in short; empty: nothing more
  public record Figure(Role role, String tooltip, List<Mark> marks) {
    public Figure {
      marks = List.copyOf(marks);
    }
  }

  /// A thing that is drawn.
  public sealed interface Mark {
    /// @param radius of its corners
    record Panel(double x, double y, double width, double height, double radius, Surface surface)
        implements Mark {
      boolean contains(Panel other) {
        return x <= other.x
            && y <= other.y
            && x + width >= other.x + other.width
            && y + height >= other.y + other.height;
      }

      boolean overlaps(Panel other) {
        return x < other.x + other.width
            && other.x < x + width
            && y < other.y + other.height
            && other.y < y + height;
      }
    }

    /// A line of text on its base line.
    record Words(double x, double y, String text, Lettering lettering, Align align)
        implements Mark {
      static Words of(double x, double y, String text, Lettering lettering) {
        return new Words(x, y, text, lettering, Align.LEFT);
      }

      /// What the text needs, at most.
      Panel extent() {
        double width = lettering.width(text);
        double up = lettering.size() * 0.8;
        double height = lettering.size();
        return switch (align) {
          case LEFT -> new Panel(x, y - up, width, height, 0, Surface.BLANK);
          case MIDDLE -> new Panel(x - width / 2, y - up, width, height, 0, Surface.BLANK);
          case RIGHT -> new Panel(x - width, y - up, width, height, 0, Surface.BLANK);
          case UPWARDS -> new Panel(x - up, y - width, height, width, 0, Surface.BLANK);
        };
      }
    }

    /// Straight pieces from point to point.
    record Path(List<Point> points, Stroke stroke) implements Mark {
      public Path {
        points = List.copyOf(points);
      }
    }

    /// A closed and filled shape.
    record Shape(List<Point> points, Stroke stroke) implements Mark {
      public Shape {
        points = List.copyOf(points);
      }
    }

    /// A ring at the tail of an arrow.
    record Ring(Point center, double radius, Stroke stroke) implements Mark {}
  }

  /// A place.
  public record Point(double x, double y) {}

  /// What of the words is at their place.
  public enum Align {
    LEFT,
    MIDDLE,
    RIGHT,
    /// Their left end, from which they go upwards.
    UPWARDS
  }
}
