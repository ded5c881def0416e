package io.memberlist;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A seed that could not be joined.
 *
 * @param seed as given
 * @param address what it resolved to; null if it did not
 * @param reason a short sentence part such as {@code connection refused}
 * @param cause typed
 */
public record SeedFailure(
    String seed, @Nullable InetSocketAddress address, String reason, MemberlistException cause) {}
