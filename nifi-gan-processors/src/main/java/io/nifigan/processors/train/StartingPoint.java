// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.PropertyChoice;

/** Which networks a training starts with. */
enum StartingPoint implements PropertyChoice {
    ANEW("New Networks", "Each training starts with new networks"),
    LATEST(
            "Latest In Store",
            "Each training continues with the networks of the latest version of Model Name, if there is one, and "
                    + "needs fewer steps. The records must have the same columns"),
    LATEST_OR_NEW(
            "Latest In Store, Else New",
            "Like 'Latest In Store'; if the records have other columns than the latest version, or it cannot be read, "
                    + "the training starts with new networks, and a warning says so");

    private final Label label;

    StartingPoint(final String value, final String description) {
        this.label = new Label(value, description);
    }

    /** Whether a training continues with the latest networks, where there are some. */
    boolean continues() {
        return this != ANEW;
    }

    @Override
    public Label label() {
        return label;
    }
}
