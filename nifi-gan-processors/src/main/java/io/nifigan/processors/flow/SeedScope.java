// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import org.apache.nifi.components.DescribedValue;

/** Whether the nodes of a cluster use the same seed. */
public enum SeedScope implements DescribedValue {
    CLUSTER(
            "Same On All Nodes",
            "The seed gives the same records on every node: choose this if each incoming FlowFile has a seed of "
                    + "its own, which then gives the same records wherever and however often it is processed"),
    NODE(
            "Different On Each Node",
            "Each node uses a seed of its own, derived from this one and the node's address: choose this if "
                    + "nodes generate records by a timer, or from FlowFiles without a seed of their own. A "
                    + "NiFi outside a cluster uses the seed as it is");

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
