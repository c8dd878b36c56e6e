// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.processors.flow.PropertyChoice;

/** Where scored records go. */
enum RoutingStrategy implements PropertyChoice {
    BY_THRESHOLD(
            "Route By Threshold",
            "Records whose probability of being real is at least Threshold go to 'real', the others to "
                    + "'generated'"),
    UNUSUAL(
            "Route Unusual Records",
            "Records whose percentile is below Minimum Percentile go to 'unusual', the others to 'usual'. Among "
                    + "records like those of the training, as many are below it as it says: 1 in 100 by default"),
    ALL("All To Scored", "All records go to 'scored', in their order");

    private final Label label;

    RoutingStrategy(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
