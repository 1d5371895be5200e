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
        && !type.isAnnotatedWith("io.smallrye.config.ConfigMapping");
  }
}
