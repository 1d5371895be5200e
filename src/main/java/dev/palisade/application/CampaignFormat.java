package dev.palisade.application;

import java.util.Locale;

/// What the report of a campaign is handed out as.
public enum CampaignFormat {
  JSON("application/json"),
  PDF("application/pdf"),
  CSV("text/csv");

  private final String mediaType;

  CampaignFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /// @throws UnusableInput if there is none of that name
  public static CampaignFormat parse(String name) {
    for (CampaignFormat format : values()) {
      if (format.ending().equals(name)) {
        return format;
      }
    }
    throw new UnusableInput("format: json, pdf or csv, not \"" + name + "\"");
  }

  public String mediaType() {
    return mediaType;
  }

  /// `json`, `pdf`, `csv`.
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }
}
