package io.memberlist.cli.cluster;

import io.memberlist.cli.Json;

/**
 * What one run gave.
 *
 * @param converged whether everybody saw everybody in time
 * @param json exactly the fields of the contract
 */
record Report(boolean converged, Json json) {}
