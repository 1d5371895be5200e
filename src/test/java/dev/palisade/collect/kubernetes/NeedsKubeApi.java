package dev.palisade.collect.kubernetes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A test class against a real API server. Where none was built its tests are skipped, each counted
/// and with the reason; with `-Dkube.api.required=true`, as in CI, they fail.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsKubeApi.Condition.class)
@interface NeedsKubeApi {
  /// Whether there are binaries.
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (KubeApiServer.binaries().isPresent()) {
        return ConditionEvaluationResult.enabled("there is an API server");
      }
      String reason =
          "no kube-apiserver in "
              + KubeApiServer.home()
              + ": src/test/kube/build-kube-apiserver.sh builds it";
      if (Boolean.getBoolean("kube.api.required")) {
        throw new ExtensionConfigurationException(reason);
      }
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
