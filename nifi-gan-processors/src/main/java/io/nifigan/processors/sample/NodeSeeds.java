// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.network.Noise;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.nifi.controller.NodeTypeProvider;

/**
 * Seeds of the nodes of a cluster, by their addresses: the same after a restart, whatever the other nodes are. A node that has lost its cluster
 * goes on with the address that it had.
 */
final class NodeSeeds {
    private volatile String address;

    /**
     * What a seed comes to on this node.
     *
     * @return the seed itself where there is no cluster; empty where the node does not know yet who it is
     */
    OptionalLong of(final long seed, final NodeTypeProvider nodes) {
        nodes.getCurrentNode().ifPresent(current -> address = current);
        final String known = address;
        if (known != null) {
            return OptionalLong.of(Noise.stream(seed, UUID.nameUUIDFromBytes(known.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits()) & Long.MAX_VALUE);
        }
        return nodes.isConfiguredForClustering() ? OptionalLong.empty() : OptionalLong.of(seed);
    }
}
