package io.memberlist.spring.autoconfigure.cluster;

import io.memberlist.ConfigException.Violation;
import io.memberlist.spring.autoconfigure.CheckedProperties;
import io.memberlist.spring.autoconfigure.PropertyViolations;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Properties {@code memberlist.cache-eviction.*}: removals from caches on all members. */
@ConfigurationProperties("memberlist.cache-eviction")
public class MemberlistCacheEvictionProperties implements CheckedProperties {

  /** Whether removals from local caches are repeated on all other members. */
  private boolean enabled = false;

  /** Names of the caches this is done for. */
  private Set<String> caches = new LinkedHashSet<>();

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  public Set<String> getCaches() {
    return caches;
  }

  public void setCaches(Set<String> caches) {
    this.caches = caches;
  }

  @Override
  public List<Violation> violations() {
    var wrong = new PropertyViolations("memberlist.cache-eviction.");
    return enabled && caches.isEmpty()
        ? wrong.refuse("caches", "(empty)", "must name at least one cache").all()
        : wrong.all();
  }
}
