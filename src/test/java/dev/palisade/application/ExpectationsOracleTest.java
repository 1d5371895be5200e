package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every given connection, of both formulations; what is not translated yet is skipped and counted.
class ExpectationsOracleTest {
  @BeforeEach
  void given() {
    GivenCases.assumeThere();
  }

  @ParameterizedTest
  @CsvSource({
    "k8s-e2e, 452",
    "netpol-eval, 52",
    "network-policy-api, 416",
    "netpol-connectivity, 97",
    "netpol-diff, 43",
    "calico, 720",
    "cilium, 262"
  })
  void nothingIsOtherThanExpected(String folder, int expected) {
    Expectations result =
        RunExpectations.of(
            List.of(GivenCases.folder(folder).resolve("cases.json")), DialectChoice.BY_MANIFESTS);
    assertThat(result.mismatches()).isEmpty();
    assertThat(result.failed()).isZero();
    // requests on top of a connection count apart
    assertThat(result.passed() + result.skipped()).isEqualTo(expected);
    assumeTrue(
        result.skipped() == 0, () -> folder + ": " + result.summary() + ", not translated yet");
  }
}
