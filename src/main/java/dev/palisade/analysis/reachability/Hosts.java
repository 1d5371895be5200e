package dev.palisade.analysis.reachability;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Which endpoints are on which node, as far as traffic depends on that: between two endpoints it
/// can only where one of them is a node or a pod in its node's network.
final class Hosts {

  private static final RoaringBitmap NOBODY = new RoaringBitmap();

  private final @Nullable String[] hostOf;
  private final boolean[] onNode;
  private final Map<String, RoaringBitmap> byHost = new HashMap<>();
  private final RoaringBitmap ofUnknownHost = new RoaringBitmap();
  private final RoaringBitmap onNodes = new RoaringBitmap();
  private final RoaringBitmap inCluster;

  Hosts(Endpoints endpoints) {
    int size = endpoints.podList().size() + endpoints.nodeList().size();
    hostOf = new String[size];
    onNode = new boolean[size];
    inCluster = Layout.range(0, size);
    for (int i = 0; i < size; i++) {
      boolean pod = endpoints.isPod(i);
      String host =
          pod
              ? endpoints.podList().get(i).nodeName()
              : endpoints.nodeList().get(i - endpoints.podList().size()).name();
      hostOf[i] = host;
      onNode[i] = !pod || endpoints.podList().get(i).usesHostNetwork();
      if (host == null) {
        ofUnknownHost.add(i);
      } else {
        byHost.computeIfAbsent(host, h -> new RoaringBitmap()).add(i);
      }
      if (onNode[i]) {
        onNodes.add(i);
      }
    }
  }

  /// How two endpoints see each other.
  Locality between(int a, int b) {
    if (a >= hostOf.length || b >= hostOf.length) {
      return Locality.REMOTE;
    }
    String hostOfA = hostOf[a];
    String hostOfB = hostOf[b];
    if (hostOfA == null || hostOfB == null) {
      return Locality.UNKNOWN;
    }
    return hostOfA.equals(hostOfB) ? Locality.LOCAL : Locality.REMOTE;
  }

  /// The endpoints that see this one, and are seen by it, as LOCAL or UNKNOWN where that can
  /// matter. Must not be changed.
  RoaringBitmap others(int endpoint, Locality locality) {
    if (endpoint >= hostOf.length || locality == Locality.REMOTE) {
      return NOBODY;
    }
    RoaringBitmap concerned = onNode[endpoint] ? inCluster : onNodes;
    String host = hostOf[endpoint];
    if (host == null) {
      return locality == Locality.UNKNOWN ? concerned : NOBODY;
    }
    RoaringBitmap seenSo =
        locality == Locality.LOCAL ? byHost.getOrDefault(host, NOBODY) : ofUnknownHost;
    return RoaringBitmap.and(seenSo, concerned);
  }
}
