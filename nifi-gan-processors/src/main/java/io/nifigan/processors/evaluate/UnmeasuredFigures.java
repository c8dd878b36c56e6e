// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import org.apache.nifi.components.DescribedValue;

/** What a threshold or minimum verdict does if its figure could not be measured. */
enum UnmeasuredFigures implements DescribedValue {
    IGNORE("Ignore", "It counts as met; the attribute gan.report.unchecked names it"),
    FAIL("Fail", "It counts as missed");

    private final String value;
    private final String description;

    UnmeasuredFigures(final String value, final String description) {
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
