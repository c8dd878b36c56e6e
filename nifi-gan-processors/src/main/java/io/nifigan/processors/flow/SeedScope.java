// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import org.apache.nifi.components.DescribedValue;

/** What a seed comes to on the nodes of a cluster. */
public enum SeedScope implements DescribedValue {
    CLUSTER("Same On All Nodes", "The seed gives the same records on whichever node: right where each incoming flow file brings a seed of its own, which then "
            + "gives the same records wherever and however often it is worked on"),
    NODE("Different On Each Node", "Each node draws with a seed of its own, which comes from this one and the node's address: right where nodes "
            + "make records by a timer, or from flow files that do not bring a seed. A NiFi that is no part of a cluster takes the seed as it is");

    private final String value;
    private final String description;

    SeedScope(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
