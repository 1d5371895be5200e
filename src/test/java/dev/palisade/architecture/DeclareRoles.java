package dev.palisade.architecture;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

/// @RolesAllowed, @PermitAll or @Authenticated on the method or its class.
final class DeclareRoles extends ArchCondition<JavaMethod> {
  DeclareRoles() {
    super("declare who may call them");
  }

  @Override
  public void check(JavaMethod method, ConditionEvents events) {
    events.add(
        new SimpleConditionEvent(
            method,
            declares(method) || declares(method.getOwner()),
            method.getFullName() + " says nothing of roles"));
  }

  private static boolean declares(CanBeAnnotated subject) {
    return subject.isAnnotatedWith(RolesAllowed.class)
        || subject.isAnnotatedWith(PermitAll.class)
        || subject.isAnnotatedWith(Authenticated.class);
  }
}
