package dev.palisade.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/// Two or more classes, records or enums that are no interfaces themselves.
final class BeImplementedTwice extends ArchCondition<JavaClass> {
  BeImplementedTwice() {
    super("have two implementations");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    long implementations =
        type.getAllSubclasses().stream().filter(found -> !found.isInterface()).count();
    events.add(
        new SimpleConditionEvent(
            type,
            implementations >= 2,
            type.getName() + " has " + implementations + " implementation(s)"));
  }
}
