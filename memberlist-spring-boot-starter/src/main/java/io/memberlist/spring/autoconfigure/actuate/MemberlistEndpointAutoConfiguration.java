package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.KeyringFile;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.MemberlistEventPublisher;
import io.memberlist.spring.autoconfigure.MemberlistLifecycle;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import io.memberlist.spring.autoconfigure.MemberlistShutdownLifecycle;
import io.memberlist.spring.autoconfigure.NodeTags;
import io.memberlist.spring.autoconfigure.Seeds;
import io.memberlist.spring.cluster.MemberlistCoordinator;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** {@code /actuator/memberlist}, where it is exposed. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(MemberlistEndpoint.class)
@ConditionalOnBean(JoinBoard.class)
@ConditionalOnSingleCandidate(Memberlist.class)
@RegisterReflectionForBinding({
  MemberlistDescriptor.class,
  MemberDescriptor.class,
  OperationDescriptors.Members.class,
  OperationDescriptors.Events.class,
  EventDescriptor.class,
  OperationDescriptors.Keys.class,
  OperationDescriptors.Configuration.class,
  OperationDescriptors.Setting.class,
  OperationDescriptors.Secret.class,
  OperationDescriptors.Joined.class,
  OperationDescriptors.Left.class,
  OperationDescriptors.Status.class,
  OperationDescriptors.OwnTags.class,
  OperationDescriptors.Failure.class
})
public final class MemberlistEndpointAutoConfiguration {

  /** Not lazy even if everything else is: it sees the first event of the node. */
  @Bean
  @Lazy(false)
  static EventHistory memberlistEventHistory() {
    return new EventHistory();
  }

  @Bean
  @ConditionalOnMissingBean
  MemberlistEndpoint memberlistEndpoint(
      Memberlist memberlist,
      MemberlistProperties properties,
      Environment environment,
      JoinBoard board,
      Seeds seeds,
      ObjectProvider<MemberlistEventPublisher> publisher,
      ObjectProvider<MemberlistLifecycle> lifecycle,
      ObjectProvider<MemberlistShutdownLifecycle> shutdown,
      ObjectProvider<NodeTags> tags,
      ObjectProvider<KeyringFile> keyringFile,
      ObjectProvider<MemberlistCoordinator> coordinator,
      EventHistory events) {
    var cluster =
        new ClusterReport(
            memberlist,
            board,
            seeds::configured,
            () -> publisher.stream().mapToInt(MemberlistEventPublisher::pending).sum(),
            () -> coordinator(coordinator));
    return new MemberlistEndpoint(
        memberlist,
        cluster,
        new ConfigReport(memberlist, properties, environment),
        new NodeOperations(
            memberlist, seeds, new StarterLifecycle(memberlist, lifecycle, shutdown)),
        new TagOperations(memberlist, tags.getIfUnique(), NodeOperations.USUAL_LIMIT),
        new KeyOperations(memberlist, ring -> keyringFile.ifAvailable(file -> file.update(ring))),
        events);
  }

  private static @Nullable String coordinator(ObjectProvider<MemberlistCoordinator> coordinator) {
    var bean = coordinator.getIfUnique();
    return bean == null ? null : bean.current().orElse(null);
  }

  @Bean
  @ConditionalOnBean(MemberlistEndpoint.class)
  @ConditionalOnMissingBean
  MemberlistEndpointWebExtension memberlistEndpointWebExtension(
      MemberlistEndpoint endpoint, Memberlist memberlist) {
    return new MemberlistEndpointWebExtension(endpoint, memberlist);
  }
}
