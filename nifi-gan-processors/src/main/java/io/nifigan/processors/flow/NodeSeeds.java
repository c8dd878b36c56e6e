// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import io.nifigan.common.RandomStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.NodeTypeProvider;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;

/**
 * Derives the seed of a cluster's node from its address: the same after a restart, whatever the other nodes are. A node
 * that has lost its cluster keeps the address that it had.
 */
public final class NodeSeeds {
    private final PropertyDescriptor scope;
    private volatile String address;

    /** @param scope the property that {@link #scope} makes */
    public NodeSeeds(final PropertyDescriptor scope) {
        this.scope = scope;
    }

    /** The property that says whether the nodes draw with the same seed. */
    public static PropertyDescriptor scope(final PropertyDescriptor seed) {
        return new PropertyDescriptor.Builder()
                .name("Seed In Cluster")
                .description(("Whether all nodes of a cluster generate the same records with the same %1$s. "
                                + "Without a %1$s they never do.")
                        .formatted(seed.getName()))
                .required(true)
                .allowableValues(SeedScope.class)
                .defaultValue(SeedScope.CLUSTER)
                .dependsOn(seed)
                .build();
    }

    /**
     * Says whether this node can draw yet. Where it cannot, since it is to have a seed of its own and does not know who
     * it is, that is logged, the session rolled back and the processor made to yield.
     */
    public boolean ready(
            final ProcessContext context,
            final ProcessSession session,
            final NodeTypeProvider nodes,
            final ComponentLog log) {
        if (!ofNode(context) || of(0, nodes).isPresent()) {
            return true;
        }
        log.warn("This node does not know its address in the cluster yet, from which it derives its "
                + "seed; this is tried again");
        session.rollback();
        context.yield();
        return false;
    }

    /** What a seed comes to on this node, where it is {@link #ready}. */
    public long of(final ProcessContext context, final long seed, final NodeTypeProvider nodes) {
        return ofNode(context) ? of(seed, nodes).orElseThrow() : seed;
    }

    private boolean ofNode(final ProcessContext context) {
        // Without a seed it is not shown, and must not be asked for.
        final boolean shown = scope.getDependencies().stream()
                .allMatch(
                        needed -> context.getProperty(needed.getPropertyName()).isSet());
        return shown && context.getProperty(scope).asAllowableValue(SeedScope.class) != SeedScope.CLUSTER;
    }

    /**
     * What a seed comes to on this node.
     *
     * @return the seed itself where there is no cluster; empty where the node does not know yet who it is
     */
    OptionalLong of(final long seed, final NodeTypeProvider nodes) {
        nodes.getCurrentNode().ifPresent(current -> address = current);
        final String known = address;
        if (known != null) {
            return OptionalLong.of(RandomStream.stream(
                            seed,
                            UUID.nameUUIDFromBytes(known.getBytes(StandardCharsets.UTF_8))
                                    .getMostSignificantBits())
                    & Long.MAX_VALUE);
        }
        return nodes.isConfiguredForClustering() ? OptionalLong.empty() : OptionalLong.of(seed);
    }
}
