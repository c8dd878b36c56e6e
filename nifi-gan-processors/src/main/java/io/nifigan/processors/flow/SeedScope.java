// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

/** Whether the nodes of a cluster use the same seed. */
public enum SeedScope implements PropertyChoice {
    CLUSTER(
            "Same On All Nodes",
            "The seed gives the same records on every node: choose this if each incoming FlowFile has a seed of "
                    + "its own, which then gives the same records wherever and however often it is processed"),
    NODE(
            "Different On Each Node",
            "Each node uses a seed of its own, derived from this one and the node's address: choose this if "
                    + "nodes generate records by a timer, or from FlowFiles without a seed of their own. A "
                    + "NiFi outside a cluster uses the seed as it is");

    private final Label label;

    SeedScope(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
