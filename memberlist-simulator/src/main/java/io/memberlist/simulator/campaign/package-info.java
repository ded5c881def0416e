/**
 * Random campaigns: clusters of any size under random faults, then calm, in which all views must
 * agree in time. A seed decides everything, so whatever is found can be repeated.
 *
 * <p>Start at {@link io.memberlist.simulator.campaign.CampaignRun}.
 */
@NullMarked
package io.memberlist.simulator.campaign;

import org.jspecify.annotations.NullMarked;
