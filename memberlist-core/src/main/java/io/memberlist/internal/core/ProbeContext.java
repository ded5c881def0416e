package io.memberlist.internal.core;

import io.memberlist.Config;

/**
 * What probes work with.
 *
 * @param config settings
 * @param options switches of experiments
 * @param self own node
 * @param table all records
 * @param membership takes the verdicts
 * @param health is changed by outcomes
 * @param packets sends
 * @param acks waits for acks
 * @param exchanges waits for stream pings
 * @param crashes whether a refused connection means anything
 * @param task deadlines
 * @param output events, metrics, log
 */
record ProbeContext(
    Config config,
    CoreOptions options,
    Self self,
    MemberTable table,
    Membership membership,
    HealthScore health,
    Packets packets,
    AckHandlers acks,
    Exchanges exchanges,
    CrashEvidence crashes,
    PeriodicTask task,
    Output output) {}
