package io.memberlist.spring.discovery;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.NodeTags;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.cloud.client.serviceregistry.Registration;

/** The own application as an instance, as it is announced now. */
public final class MemberlistRegistration implements Registration {

  private final Memberlist memberlist;
  private final NodeTags tags;

  /**
   * Describes the own instance.
   *
   * @param memberlist the node
   * @param tags what it announces
   */
  public MemberlistRegistration(Memberlist memberlist, NodeTags tags) {
    this.memberlist = memberlist;
    this.tags = tags;
  }

  private Optional<MemberlistServiceInstance> instance() {
    return memberlist
        .node(memberlist.config().name())
        .flatMap(node -> MemberlistServiceInstance.of(node, tags.all()));
  }

  private String tag(String name, String otherwise) {
    return tags.all().getOrDefault(name, otherwise);
  }

  @Override
  public String getInstanceId() {
    return memberlist.config().name();
  }

  @Override
  public String getServiceId() {
    return tag(ServiceTags.APP, "application");
  }

  @Override
  public String getHost() {
    return instance()
        .map(MemberlistServiceInstance::getHost)
        .orElse(tag(ServiceTags.HOST, memberlist.config().bindAddr()));
  }

  /** 0 without a web server. */
  @Override
  public int getPort() {
    return instance().map(MemberlistServiceInstance::getPort).orElse(0);
  }

  @Override
  public boolean isSecure() {
    return tag(ServiceTags.SECURE, "").equals("1");
  }

  @Override
  public URI getUri() {
    return instance()
        .map(MemberlistServiceInstance::getUri)
        .orElseGet(() -> URI.create((isSecure() ? "https://" : "http://") + getHost()));
  }

  @Override
  public Map<String, String> getMetadata() {
    return instance()
        .map(MemberlistServiceInstance::getMetadata)
        .orElseGet(() -> new TreeMap<>(tags.application()));
  }
}
