package dev.palisade.compliance.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.document.Document;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which changed objects are said to mean what they meant.
class MeaninglessChangesTest {

  private static Manifest policy(String spec) {
    return Manifests.of(
        new Document(
            "test",
            "",
            JsonText.read(
                "test",
                "{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicy\",\"metadata\":{\"name\":\"p\",\"namespace\":\"n\"},\"spec\":"
                    + spec.replace('\'', '"')
                    + "}"),
            null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{'podSelector':{},'policyTypes':['Ingress','Egress']} | {'podSelector':{},'policyTypes':['Egress','Ingress']} | order",
        "{'podSelector':{}} | {'podSelector':{},'policyTypes':['Ingress']} | defaults",
        "{'podSelector':{},'ingress':[{'ports':[{'port':80}]}]} | {'podSelector':{},'policyTypes':['Ingress'],'ingress':[{'ports':[{'port':80,'protocol':'TCP'}]}]} | defaults",
        "{'podSelector':{},'ingress':[{'ports':[{'port':80}]}]} | {'podSelector':{},'ingress':[{'ports':[{'port':80,'protocol':'UDP'}]}]} | -",
        "{'podSelector':{},'egress':[{}]} | {'podSelector':{},'policyTypes':['Ingress'],'egress':[{}]} | -",
        "{'podSelector':{},'ingress':[{}]} | {'podSelector':{},'ingress':[]} | -",
      })
  void ofAPolicyOnlyOrderAndDefaultsMeanNothing(String before, String after, String said) {
    List<ObjectChange> changes =
        ObjectComparison.changes(List.of(new ObjectComparison.Pair(policy(before), policy(after))));
    assertThat(changes).hasSize(1);
    if (said == null) {
      assertThat(changes.getFirst().note()).isNull();
    } else {
      assertThat(changes.getFirst().note()).startsWith("nothing but ").contains(said);
    }
  }
}
