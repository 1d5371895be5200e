package dev.palisade.render.svg;

/// How a line looks: the broader the traffic, the thicker; dashed where it leaves or enters the
/// cluster.
///
/// @param dashes as in SVG; empty: none
public record Stroke(String color, double width, String dashes) {}
