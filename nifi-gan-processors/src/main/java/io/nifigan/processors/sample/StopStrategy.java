// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import org.apache.nifi.components.DescribedValue;

/** What becomes of the records that were written when a stop ends their request. */
enum StopStrategy implements DescribedValue {
    DISCARD(
            "Discard",
            "They are discarded. The request waits in the queue, and all of its records are generated later"),
    KEEP(
            "Keep",
            "They go to 'success', and the request is done with fewer records than it asked for: the attribute "
                    + "gan.records.requested says how many");

    private final String value;
    private final String description;

    StopStrategy(final String value, final String description) {
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
