package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The node in {@code /actuator/info}, with {@code management.info.memberlist.enabled=true}. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnEnabledInfoContributor(
    value = "memberlist",
    fallback = InfoContributorFallback.DISABLE)
@ConditionalOnSingleCandidate(Memberlist.class)
public final class MemberlistInfoContributorAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "memberlistInfoContributor")
  InfoContributor memberlistInfoContributor(Memberlist memberlist) {
    return builder -> builder.withDetail("memberlist", details(memberlist));
  }

  private static Map<String, Object> details(Memberlist memberlist) {
    var details = new LinkedHashMap<String, Object>();
    var version = Memberlist.class.getPackage().getImplementationVersion();
    details.put("version", version == null ? "development" : version);
    details.put("name", memberlist.config().name());
    memberlist
        .node(memberlist.config().name())
        .ifPresent(local -> details.put("address", local.addressText()));
    details.put("members", memberlist.numMembers());
    details.put("protocolVersion", memberlist.config().protocolVersion());
    return details;
  }
}
