package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/// When people are told of review campaigns: `palisade.campaigns.…`.
@ConfigMapping(prefix = "palisade.campaigns")
public interface CampaignSettings {
  /// So many days before a campaign is due, its reviewers are reminded; 0: when it is.
  @WithDefault("14,3,0")
  List<Integer> remindBefore();

  /// So many days after it was due, who opened it and who signs it are told that it is not done.
  @WithDefault("1,7,14,28")
  List<Integer> escalateAfter();

  /// When it is looked at whether campaigns are due or exceptions end, in Quartz' notation and UTC;
  /// `off`: never.
  @WithDefault("0 10 6 * * ?")
  String cron();
}
