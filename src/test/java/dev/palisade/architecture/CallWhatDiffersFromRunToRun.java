package dev.palisade.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/// Reading the clock, drawing lots, asking for the machine's settings.
final class CallWhatDiffersFromRunToRun extends ArchCondition<JavaClass> {
  private static final Set<String> METHODS =
      Set.of(
          "java.lang.Math.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.getProperty",
          "java.lang.System.getenv",
          "java.lang.System.nanoTime",
          "java.nio.charset.Charset.defaultCharset",
          "java.time.ZoneId.systemDefault",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.util.Collections.shuffle");

  CallWhatDiffersFromRunToRun() {
    super("read a clock, draw lots or ask for the machine's settings");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
      String owner = access.getTargetOwner().getName();
      String name = access.getTarget().getName();
      boolean clock =
          owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system"));
      boolean lots =
          name.equals("<init>")
              && (owner.equals("java.util.Random") || owner.equals("java.security.SecureRandom"));
      events.add(
          new SimpleConditionEvent(
              access,
              clock || lots || METHODS.contains(owner + "." + name),
              access.getDescription()));
    }
  }
}
