package io.memberlist.internal.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole push/pull message (§8.3).
 *
 * @param join whether it is part of a join
 * @param nodes records in the order of the wire
 * @param userState null if there is none; never empty
 */
public record RemoteState(boolean join, List<PushNodeState> nodes, byte @Nullable [] userState) {}
