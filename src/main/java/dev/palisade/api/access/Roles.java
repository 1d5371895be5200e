package dev.palisade.api.access;

/// Names of [dev.palisade.application.Role], for annotations, which take constants only.
public final class Roles {
  public static final String AUDITOR = "auditor";
  public static final String COMPLIANCE_OFFICER = "compliance-officer";
  public static final String CHANGE_REVIEWER = "change-reviewer";
  public static final String COLLECTOR = "collector";
  public static final String ADMINISTRATOR = "administrator";

  private Roles() {}
}
