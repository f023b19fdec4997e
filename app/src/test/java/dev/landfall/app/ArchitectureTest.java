package dev.landfall.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.References;
import dev.landfall.core.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows between the rooms. If one of these fails, the design is being changed. */
class ArchitectureTest {
  private static final JavaClasses LANDFALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.landfall");

  @ParameterizedTest(name = "{0} may use {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      textBlock =
          """
          # room      | may use
          expression  | nothing
          core        | nothing
          engine      | expression core
          store       | core
          connectors  | core
          emulators   | expression core
          testkit     | core
          app         | expression core engine store connectors emulators
          """)
  void roomsUseOnlyTheRoomsBelow(String room, String allowed) {
    String[] rooms =
        Stream.concat(
                Stream.of(room), Stream.ofNullable(allowed).flatMap(a -> Stream.of(a.split(" "))))
            .map(ArchitectureTest::packages)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(packages(room))
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages("")).and(not(resideInAnyPackage(rooms))))
        .check(LANDFALL);
  }

  @ParameterizedTest(name = "{0} stands on the JDK alone")
  @ValueSource(strings = {"expression", "core"})
  void innermostRoomsStandOnTheJdk(String room) {
    noClasses()
        .that()
        .resideInAPackage(packages(room))
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage(packages(room), "java..", "javax..", "org.jspecify..")))
        .check(LANDFALL);
  }

  @Test
  void engineSeesNoDatabaseNoDirectoryNoHttpAndNoJson() {
    noClasses()
        .that()
        .resideInAPackage(packages("engine"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "org.sqlite..",
            "org.jdbi..",
            "com.unboundid..",
            "javax.naming.directory..",
            "java.net.http..",
            "io.javalin..",
            "com.fasterxml..")
        .check(LANDFALL);
  }

  /** Time and chance come in as parameters, so that every run can be repeated. */
  @Test
  void engineSeesNeitherTheWallClockNorChance() {
    noClasses()
        .that()
        .resideInAPackage(packages("engine"))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethodWhere(target(owner(type(Clock.class))).and(target(nameMatching("system.*"))))
        .orShould()
        .callMethodWhere(
            target(owner(type(System.class)))
                .and(target(nameMatching("currentTimeMillis|nanoTime"))))
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat(belongToAnyOf(SecureRandom.class, ThreadLocalRandom.class))
        .check(LANDFALL);
  }

  /** What is decided is a value: the records of the store may be read, the store itself may not. */
  @Test
  void decisionsSeeNoStoreNoConnectorAndNoRun() {
    noClasses()
        .that()
        .resideInAPackage("dev.landfall.engine.sync..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.landfall.engine.run..")
        .orShould()
        .dependOnClassesThat(
            belongToAnyOf(
                Store.class,
                ConnectorSpace.class,
                Metaverse.class,
                References.class,
                Documents.class,
                Connector.class))
        .check(LANDFALL);
  }

  private static String packages(String room) {
    return room.isEmpty() ? "dev.landfall.." : "dev.landfall." + room + "..";
  }
}
