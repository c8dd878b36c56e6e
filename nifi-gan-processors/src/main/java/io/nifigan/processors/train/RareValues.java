// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.encode.StandIn;
import org.apache.nifi.components.DescribedValue;

/** What replaces a value of too few records. */
enum RareValues implements DescribedValue {
    REDISTRIBUTE("Common Values", "One of the values of enough records, drawn in proportion to their frequency", StandIn.REDISTRIBUTE),
    MISSING("Missing", "No value", StandIn.MISSING),
    OTHER("Other", "The text in Other Value; in columns that hold no text, as for Common Values", StandIn.OTHER);

    private final String value;
    private final String description;
    private final StandIn standIn;

    RareValues(final String value, final String description, final StandIn standIn) {
        this.value = value;
        this.description = description;
        this.standIn = standIn;
    }

    StandIn standIn() {
        return standIn;
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
