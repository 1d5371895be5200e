package dev.palisade.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/// Interfaces but for those whose implementations are not classes: annotations, functional
/// interfaces (lambdas) and what Quarkus implements.
final class AreInterfacesOfOurs extends DescribedPredicate<JavaClass> {
  AreInterfacesOfOurs() {
    super("are interfaces that classes implement");
  }

  @Override
  public boolean test(JavaClass type) {
    return type.isInterface()
        && !type.isAnnotation()
        && !type.getSimpleName().equals("package-info")
        && !type.isAnnotatedWith(FunctionalInterface.class)
        && !isMapping(type)
        && !type.getEnclosingClass().map(AreInterfacesOfOurs::isMapping).orElse(false);
  }

  /// The groups of a mapping's keys are nested in it.
  private static boolean isMapping(JavaClass type) {
    return type.isAnnotatedWith("io.smallrye.config.ConfigMapping");
  }
}
