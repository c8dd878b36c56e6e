// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.processors.flow.PropertyChoice;

/** What becomes of the records that were written when a stop ends their request. */
enum StopStrategy implements PropertyChoice {
    DISCARD(
            "Discard",
            "They are discarded. The request waits in the queue, and all of its records are generated later"),
    KEEP(
            "Keep",
            "They go to 'success', and the request is done with fewer records than it asked for: the attribute "
                    + "gan.records.requested says how many");

    private final Label label;

    StopStrategy(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
