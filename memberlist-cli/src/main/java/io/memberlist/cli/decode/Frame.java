package io.memberlist.cli.decode;

import java.time.Instant;

/**
 * One captured frame.
 *
 * @param number counts from 1
 * @param time when it was captured
 * @param linkType of the capture's interface
 * @param bytes as captured, perhaps cut
 */
record Frame(long number, Instant time, int linkType, byte[] bytes) {}
