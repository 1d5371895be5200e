package dev.palisade.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.palisade.cli.Service;
import jakarta.persistence.Entity;

/// The house stays as [House] draws it. Rules about a package that is not built yet hold.
@AnalyzeClasses(packages = House.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static void everyStageUsesOnlyWhatItsRowNames(JavaClasses house) {
    assertAll(
        House.STAGES.stream()
            .map(
                stage ->
                    () ->
                        classes()
                            .that()
                            .resideInAPackage(stage.pattern())
                            .should()
                            .onlyDependOnClassesThat(resideInAnyPackage(stage.allowed()))
                            .because(stage.because())
                            .allowEmptyShould(true)
                            .check(house)));
  }

  @ArchTest
  static final ArchRule EVERY_CLASS_BELONGS_TO_A_STAGE =
      classes()
          .should()
          .resideInAnyPackage(House.packages(House.STAGES.stream().map(House.Stage::name).toList()))
          .because("a package that the map does not know obeys no rule");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .assignedFrom(new Packages())
          .should()
          .beFreeOfCycles()
          .because("data goes one way")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule THE_CORE_IMPORTS_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAnyPackage(House.packages(House.CORE))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "io.smallrye..",
              "io.vertx..",
              "jakarta..",
              "org.eclipse.microprofile..",
              "org.hibernate..",
              "org.jboss..",
              "picocli..")
          .because("verdicts are to be tested in milliseconds and to outlive the framework")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule THE_CORE_READS_NO_CLOCK_CHANCE_OR_ENVIRONMENT =
      noClasses()
          .that()
          .resideInAnyPackage(House.packages(House.CORE))
          .should(new CallWhatDiffersFromRunToRun())
          .because("the same evidence gives the same bytes")
          .allowEmptyShould(true);

  @ArchTest
  static void adaptersNeverImportEachOther(JavaClasses house) {
    for (String adapter : House.ADAPTERS) {
      String[] others =
          House.packages(House.ADAPTERS.stream().filter(other -> !other.equals(adapter)).toList());
      noClasses()
          .that()
          .resideInAPackage(House.ROOT + "." + adapter + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .because("two adapters meet in a use case only, where one can be replaced")
          .allowEmptyShould(true)
          .check(house);
    }
  }

  @ArchTest
  static final ArchRule ONLY_ONE_COLLECTOR_KNOWS_THE_CLIENT =
      noClasses()
          .that(resideOutsideOfPackages(House.ROOT + ".collect.kubernetes.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8..")
          .because("everyone else works on manifests as they were read");

  @ArchTest
  static final ArchRule COMMANDS_START_WITHOUT_QUARKUS =
      noClasses()
          .that()
          .resideInAPackage(House.ROOT + ".cli..")
          .and()
          .doNotBelongToAnyOf(Service.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "org.eclipse.microprofile..", "org.jboss..")
          .because("a command in a pipeline is to answer in a fraction of a second");

  @ArchTest
  static final ArchRule ENTITIES_STAY_IN_THE_STORE =
      classes()
          .that()
          .areAnnotatedWith(Entity.class)
          .should()
          .resideInAPackage(House.ROOT + ".store..")
          .because("an API that serves rows cannot change its schema")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule EVERY_HTTP_METHOD_DECLARES_ITS_ROLES =
      methods()
          .that(new AnswerHttp())
          .should(new DeclareRoles())
          .because("a method without roles is open to everyone by oversight")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule NO_DRAWERS =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..common..", "..config..", "..dto..", "..impl..", "..helper..")
          .because("a package is named for a stage; a drawer collects what nobody thought through");

  @ArchTest
  static final ArchRule AN_INTERFACE_HAS_TWO_IMPLEMENTATIONS =
      classes()
          .that(new AreInterfacesOfOurs())
          .should(new BeImplementedTwice())
          .because("an interface with one implementation only hides it")
          .allowEmptyShould(true);

  /// Each package is a slice, but for the checks: the catalogue lists them and they are judged by
  /// its types.
  private static final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return SliceIdentifier.of(
          name.startsWith(House.ROOT + ".compliance.control.")
              ? House.ROOT + ".compliance.control"
              : name);
    }

    @Override
    public String getDescription() {
      return "packages of " + House.ROOT;
    }
  }
}
