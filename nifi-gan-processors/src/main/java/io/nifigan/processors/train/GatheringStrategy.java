// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import org.apache.nifi.components.DescribedValue;

/** How many flow files one model is trained on. */
enum GatheringStrategy implements DescribedValue {
    ONE("One Flow File", "Each flow file gives a model of its own"),
    MANY("Many Flow Files", "Flow files wait in the queue until they hold Minimum Records together or one of them has waited for Maximum Wait; "
            + "then they give one model"),
    WINDOW("Sliding Window", "As many flow files, but those that were learnt stay in the queue and are learnt again together with new ones, until they are no longer "
            + "among the latest Records To Keep"),
    RESERVOIR("Reservoir", "The same with a random sample of all flow files that ever came in place of the latest: each has the same chance to be in it, however "
            + "long ago it came");

    private final String value;
    private final String description;

    GatheringStrategy(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    /** Whether flow files that were learnt stay in the queue. */
    boolean keeps() {
        return this == WINDOW || this == RESERVOIR;
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
