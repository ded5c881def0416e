package io.memberlist.simulator.campaign;

import io.memberlist.simulator.check.Coverage;
import java.time.Duration;

/**
 * One run of a campaign that held.
 *
 * @param seed that repeats it
 * @param nodes size of the cluster
 * @param hash over all packets and events
 * @param packets delivered
 * @param steps of nodes, all of them checked
 * @param time of the run, virtual
 * @param convergence from the end of the faults until all views agreed
 * @param bound that was computed for that
 * @param coverage what was met
 */
public record CampaignResult(
    long seed,
    int nodes,
    long hash,
    long packets,
    long steps,
    Duration time,
    Duration convergence,
    Duration bound,
    Coverage coverage) {}
