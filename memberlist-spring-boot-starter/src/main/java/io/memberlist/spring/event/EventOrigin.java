package io.memberlist.spring.event;

import io.memberlist.Memberlist;
import java.time.Instant;

/**
 * Where and when an event happened; what every {@link MemberlistEvent} is made with.
 *
 * @param memberlist the node it is about, or that saw it
 * @param sequence place in the order of events, from 1
 * @param at when it happened, which may be long before a slow listener sees it
 */
public record EventOrigin(Memberlist memberlist, long sequence, Instant at) {}
