package io.memberlist.sample.demo;

import io.memberlist.Memberlist;
import io.memberlist.sample.SampleProperties;
import io.memberlist.spring.cluster.ClusterEventCodec;
import io.memberlist.spring.cluster.ClusterEventPublisher;
import io.memberlist.spring.ui.Recorders;
import io.memberlist.transport.NetTransport;
import io.memberlist.transport.TransportFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The demo nodes and their controls; absent with {@code sample.demo-nodes=0}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDemoNodes
class DemoConfiguration {

  private static final Logger log = LoggerFactory.getLogger(DemoConfiguration.class);

  @Bean
  DemoNetwork demoNetwork() {
    return new DemoNetwork();
  }

  /** The application's own node can be cut off like the others. */
  @Bean
  TransportFactory demoTransport(DemoNetwork network) {
    var link = new DemoLink(network);
    return context ->
        new DemoTransport(NetTransport.factory().create(context), link, context.nodeName());
  }

  @Bean
  DemoNodes demoNodes(
      SampleProperties properties,
      Memberlist memberlist,
      Recorders recorders,
      DemoNetwork network,
      DemoEvents events) {
    return new DemoNodes(properties.demoNodes(), memberlist, recorders, network, events);
  }

  @Bean
  DemoEvents demoEvents(
      Recorders recorders,
      ObjectProvider<Memberlist> memberlist,
      ObjectProvider<DemoNodes> nodes,
      ObjectProvider<ClusterEventCodec> codecs) {
    return new DemoEvents(
        recorders,
        memberlist::getObject,
        () -> nodes.getObject().observers(),
        codecs.orderedStream().toList());
  }

  @Bean
  DemoKeys demoKeys(DemoNodes nodes) {
    return new DemoKeys(nodes::keyrings);
  }

  @Bean
  DemoViews memberlistUiViews(DemoNodes nodes) {
    return new DemoViews(nodes);
  }

  @Bean
  DemoCommands demoCommands(
      DemoNodes nodes, DemoKeys keys, Recorders recorders, ClusterEventPublisher publisher) {
    return new DemoCommands(nodes, keys, recorders, publisher);
  }

  @Bean
  DemoGuard demoGuard(SampleProperties properties, Environment environment) {
    var address = environment.getProperty("server.address", "all addresses");
    log.info(
        "Controls are on, listening on {}",
        address.equals(DemoNodes.LOOPBACK) ? "loopback only" : address);
    return new DemoGuard(properties.allowedHosts());
  }
}
