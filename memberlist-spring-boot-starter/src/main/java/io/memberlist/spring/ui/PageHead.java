package io.memberlist.spring.ui;

import io.memberlist.Config;
import io.memberlist.Keyring;

/**
 * What a page is told first: whose page it is and what the numbers of the protocol are.
 *
 * @param application name of the application
 * @param traffic whether single messages can be seen
 */
public record PageHead(String application, boolean traffic) {

  private static final int VERSION = 1;
  private static final int PATCHES_PER_SECOND = 4;

  String json(String instance, long now, ClusterViews views) {
    var all = views.views();
    var own = all.get(0);
    var config = own.memberlist().config();
    var json =
        new JsonWriter()
            .object()
            .field("v", VERSION)
            .field("instance", instance)
            .field("now", now)
            .field("mode", views.all() ? "all-views" : "one-view")
            .field("application", application)
            .field("self", own.name())
            .field("views", all.stream().map(ClusterViews.View::name).toList());
    json.name("limits")
        .object()
        .field("patchesPerSecond", PATCHES_PER_SECOND)
        .field("trafficPerSecond", traffic ? PATCHES_PER_SECOND * TrafficSample.MOST : 0)
        .endObject();
    json.name("config").raw(config(config));
    if (!config.label().isEmpty()) {
      json.field("label", config.label());
    }
    int keys = own.memberlist().keyring().map(Keyring::size).orElse(0);
    json.name("encryption").object().field("enabled", keys > 0).field("keys", keys).endObject();
    return json.field("controls", views.controls()).endObject().toString();
  }

  private static String config(Config config) {
    return new JsonWriter()
        .object()
        .field("probeInterval", config.probeInterval().toMillis())
        .field("probeTimeout", config.probeTimeout().toMillis())
        .field("gossipInterval", config.gossipInterval().toMillis())
        .field("gossipNodes", config.gossipNodes())
        .field("suspicionMult", config.suspicionMult())
        .field("suspicionMaxTimeoutMult", config.suspicionMaxTimeoutMult())
        .field("indirectChecks", config.indirectChecks())
        .field("awarenessMax", config.awarenessMaxMultiplier())
        .field("retransmitMult", config.retransmitMult())
        .endObject()
        .toString();
  }
}
