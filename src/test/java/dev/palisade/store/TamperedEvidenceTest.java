package dev.palisade.store;

import static dev.palisade.store.Histories.manifest;
import static dev.palisade.store.Histories.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A superuser who changes a row behind the service's back is found out, and the row is named.
class TamperedEvidenceTest {

  /// @param load what loading snapshot 3 says; empty: it does not touch the row
  /// @param verify what the verification names
  record Case(String name, String statement, String load, String verify) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    String one = manifest("a", "one", "x").ref().digest();
    String two = manifest("a", "two", "x").ref().digest();
    return Stream.of(
        new Case(
            "content of an object",
            "UPDATE manifest SET content = replace(content, 'true', 'false')"
                + " WHERE encode(digest, 'hex') = '"
                + two
                + "'",
            "Pod a/two: its content does not give its digest " + two,
            "manifest " + two + ": its content does not give its digest"),
        new Case(
            "content of an object gone",
            "DELETE FROM manifest WHERE encode(digest, 'hex') = '" + two + "'",
            "Pod a/two: its content " + two + " is not there",
            "(Pod a/two): its content " + two + " is not there"),
        new Case(
            "digest of an object",
            "UPDATE object_span SET digest = decode('" + one + "', 'hex') WHERE name = 'two'",
            "Pod a/two: its row of object_span does not give its seal",
            "(Pod a/two): its row does not give its seal"),
        new Case(
            "name of an object",
            "UPDATE object_span SET name = 'zwei' WHERE name = 'two'",
            "Pod a/zwei: its row of object_span does not give its seal",
            "(Pod a/zwei): its row does not give its seal"),
        new Case(
            "object removed",
            "DELETE FROM object_span WHERE name = 'two'",
            "its 1 objects are not the 2 that were appended",
            "snapshot 3: its 1 objects in object_span and object_end are not the 2"),
        new Case(
            "object back from the dead",
            "DELETE FROM object_end WHERE last_seq = 1",
            "its 3 objects are not the 2 that were appended",
            "snapshot 2: its 3 objects in object_span and object_end are not the 2"),
        new Case(
            "end of an object",
            "UPDATE object_end SET last_seq = 2 WHERE last_seq = 1",
            "",
            "object_end of"),
        new Case(
            "a gap wiped out",
            "UPDATE snapshot SET record = replace(record, 'REFUSED', 'FAILED') WHERE sequence = 3",
            "snapshot 3 of cluster c: its row does not give its chain digest",
            "snapshot 3 of cluster c: its row does not give its chain digest"),
        new Case(
            "the time of a snapshot",
            "UPDATE snapshot SET taken_at = taken_at - interval '1 day' WHERE sequence = 3",
            "snapshot 3 of cluster c: taken_at or gap_count is not what its record says",
            "snapshot 3 of cluster c: taken_at or gap_count is not what its record says"),
        new Case(
            "a snapshot removed",
            "DELETE FROM snapshot WHERE sequence = 2",
            "",
            "snapshot 2: is not there, the next is 3"),
        new Case(
            "an object planted for the next snapshot",
            "INSERT INTO object_span (cluster, api_version, kind, namespace, name, digest, file, pointer, first_seq, seal)"
                + " SELECT cluster, 'v1', 'Pod', 'a', 'planted', digest, '', '', 4, seal FROM object_span WHERE name = 'two'",
            "",
            "object_span: rows begin with snapshot 4, which is not there"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isFoundAndNamed(Case c) throws SQLException {
    TestDatabase database = TestDatabase.create();
    database.append(snapshot("c", 0, manifest("a", "one", "x"), manifest("a", "two", "x")));
    database.append(snapshot("c", 1, manifest("a", "one", "y"), manifest("a", "two", "x")));
    database.append(
        snapshot(
            "c",
            2,
            java.util.List.of(manifest("a", "one", "y"), manifest("a", "two", "x")),
            java.util.List.of(
                new dev.palisade.snapshot.Gap(
                    dev.palisade.snapshot.Gap.Reason.REFUSED, "Pod", "b", null, 403, "no"))));
    assertThat(database.verify("c").damage()).isEmpty();

    assertThat(database.tamper(c.statement())).as("rows changed").isPositive();

    assertThat(database.verify("c").damage()).anySatisfy(d -> assertThat(d).contains(c.verify()));
    if (!c.load().isEmpty()) {
      assertThatThrownBy(() -> database.load("c", 3))
          .isInstanceOf(TamperedEvidence.class)
          .hasMessageContaining(c.load());
    }
  }
}
