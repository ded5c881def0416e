package io.memberlist.sample;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties {@code sample.*}.
 *
 * @param demoNodes further nodes in this process; {@link DemoDefaults} sets it if the user does not
 * @param allowedHosts names besides the loopback's under which the page with its controls may be
 *     called
 */
@ConfigurationProperties("sample")
public record SampleProperties(
    @DefaultValue("0") int demoNodes, @DefaultValue List<String> allowedHosts) {}
