package io.memberlist.sample;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties {@code sample.*}.
 *
 * @param demoNodes further nodes in this process; {@link DemoDefaults} sets it if the user does not
 */
@ConfigurationProperties("sample")
public record SampleProperties(@DefaultValue("0") int demoNodes) {}
