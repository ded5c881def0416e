package io.memberlist.broadcast;

/** Marks a broadcast that neither replaces nor is replaced. */
public interface UniqueBroadcast extends Broadcast {}
