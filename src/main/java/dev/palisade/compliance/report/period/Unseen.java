package dev.palisade.compliance.report.period;

/// An interval in which nobody was looking.
///
/// @param reason why not, in words
public record Unseen(Interval interval, String reason) {}
