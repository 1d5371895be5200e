package dev.palisade.translate;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.calico.CalicoPolicies;
import dev.palisade.translate.cilium.CiliumPolicies;
import dev.palisade.translate.inventory.InventoryReader;
import dev.palisade.translate.kubernetes.KubernetesPolicies;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Duplicates;
import java.util.ArrayList;
import java.util.List;

/// Reads the manifests of a snapshot. Nothing in them makes it fail: what cannot be read is a
/// refusal and a gap.
public final class Translator {
  private Translator() {}

  /// Whether a dialect's reading of Kubernetes' own policies is modelled. Where its own policies
  /// are not, each is a gap.
  public static boolean reads(Dialect dialect) {
    return switch (dialect) {
      case KUBERNETES, CALICO, CILIUM -> true;
    };
  }

  public static Translation translate(Snapshot snapshot, DialectSettings settings) {
    Diagnostics diagnostics = new Diagnostics();
    List<Manifest> manifests = Duplicates.settle(snapshot.manifests(), diagnostics);
    boolean calico = settings.dialect() == Dialect.CALICO;
    boolean cilium = settings.dialect() == Dialect.CILIUM;
    Inventory inventory = InventoryReader.read(snapshot, manifests, settings, diagnostics);
    if (calico) {
      inventory = CalicoPolicies.seen(inventory, manifests, diagnostics);
    } else if (cilium) {
      inventory = CiliumPolicies.seen(inventory);
    }
    PolicySet policies = KubernetesPolicies.translate(manifests, inventory, settings, diagnostics);
    if (calico) {
      policies = CalicoPolicies.translate(manifests, policies, inventory, settings, diagnostics);
    } else if (cilium) {
      policies = CiliumPolicies.translate(manifests, policies, inventory, settings, diagnostics);
    }
    List<ResourceRef> unenforced = new ArrayList<>(policies.unenforced());
    for (Manifest manifest : manifests) {
      if (PolicyGroups.isStaged(manifest.ref())) {
        unenforced.add(manifest.ref());
        if (calico && manifest.ref().kind().equals("StagedKubernetesNetworkPolicy")) {
          KubernetesPolicies.examineStaged(manifest, settings, diagnostics);
        }
      } else if (!KubernetesPolicies.handles(manifest.ref())
          && !(calico && CalicoPolicies.handles(manifest.ref()))
          && !(cilium && CiliumPolicies.handles(manifest.ref()))) {
        PolicyGroups.remarkUnmodelled(manifest, diagnostics);
        MisspeltKinds.refuse(manifest, diagnostics);
      }
    }
    UnmodelledKinds.remark(manifests, inventory.apiKinds(), snapshot.calls(), diagnostics);
    UnreadNamespaces.doubt(policies, inventory, diagnostics);
    NamedPortAdvice.give(policies, inventory, diagnostics);
    SplitWorkloads.find(policies, inventory, manifests, diagnostics);
    return new Translation(
        inventory,
        new PolicySet(policies.tiers(), unenforced),
        diagnostics.warnings(),
        diagnostics.refusals(),
        diagnostics.gaps(),
        diagnostics.obstacles());
  }
}
