// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.processors.flow.PropertyChoice;

/** What a threshold or minimum verdict does if its figure could not be measured. */
enum UnmeasuredFigures implements PropertyChoice {
    IGNORE("Ignore", "It counts as met; the attribute gan.report.unchecked names it"),
    FAIL("Fail", "It counts as missed");

    private final Label label;

    UnmeasuredFigures(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
