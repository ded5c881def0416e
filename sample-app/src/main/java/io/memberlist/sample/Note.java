package io.memberlist.sample;

import io.memberlist.spring.cluster.ClusterEvent;

/**
 * Something to tell all members.
 *
 * @param text for people
 */
@ClusterEvent("sample-note")
public record Note(String text) {}
