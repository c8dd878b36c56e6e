// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import org.apache.nifi.components.DescribedValue;

/** What a training begins with. */
enum StartingPoint implements DescribedValue {
    ANEW("New Networks", "Each training begins with networks that know nothing"),
    LATEST("Latest In Store", "Each training goes on with the networks of the latest version of Model Name, if there is one: it needs fewer steps. The records "
            + "must have the same columns");

    private final String value;
    private final String description;

    StartingPoint(final String value, final String description) {
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
