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
 * Derives a seed for each node of a cluster from the node's address. It stays the same after a restart and does not
 * depend on other nodes. A node that has lost its cluster keeps its address.
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
     * Whether the seed of this node is known. If it is not, because the node does not know its address yet, a warning
     * is logged, the session is rolled back and the processor yields.
     */
    public boolean ready(
            final ProcessContext context,
            final ProcessSession session,
            final NodeTypeProvider nodes,
            final ComponentLog log) {
        if (!ofNode(context) || of(0, nodes).isPresent()) {
            return true;
        }
        log.warn("This node does not know its address in the cluster yet, from which it derives its seed; this "
                + "is tried again");
        session.rollback();
        context.yield();
        return false;
    }

    /** The seed of this node, after {@link #ready}. */
    public long of(final ProcessContext context, final long seed, final NodeTypeProvider nodes) {
        return ofNode(context) ? of(seed, nodes).orElseThrow() : seed;
    }

    private boolean ofNode(final ProcessContext context) {
        // Without a seed the property is hidden and has no value.
        final boolean shown = scope.getDependencies().stream()
                .allMatch(
                        needed -> context.getProperty(needed.getPropertyName()).isSet());
        return shown && context.getProperty(scope).asAllowableValue(SeedScope.class) != SeedScope.CLUSTER;
    }

    /**
     * The seed of this node.
     *
     * @return the given seed outside a cluster; empty if the node does not know its address yet
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
