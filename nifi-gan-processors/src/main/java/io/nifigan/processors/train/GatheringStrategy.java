// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.PropertyChoice;

/** The choices of the FlowFiles that one model is trained on. */
enum GatheringStrategy implements PropertyChoice {
    ONE("One FlowFile", "Each FlowFile gives a model of its own"),
    MANY(
            "Many FlowFiles",
            "FlowFiles wait in the queue until they hold Minimum Records together or one of them has waited for "
                    + "Maximum Wait; then they give one model"),
    WINDOW(
            "Sliding Window",
            "Like Many FlowFiles, but FlowFiles stay in the queue after a training and are learnt again with new "
                    + "ones, as long as they are among the latest Records To Keep"),
    RESERVOIR(
            "Reservoir",
            "Like Sliding Window, but a random sample of all FlowFiles that ever arrived stays instead of the "
                    + "latest: each has the same chance, however long ago it arrived"),
    TABLES(
            "Tables Of A Database",
            "FlowFiles of several tables wait in the queue until all of them are there or one has waited for Maximum "
                    + "Wait; then they give one model of the database, with its keys");

    private final Label label;

    GatheringStrategy(final String value, final String description) {
        this.label = new Label(value, description);
    }

    /** Whether FlowFiles that were learnt stay in the queue. */
    boolean keeps() {
        return this == WINDOW || this == RESERVOIR;
    }

    @Override
    public Label label() {
        return label;
    }
}
