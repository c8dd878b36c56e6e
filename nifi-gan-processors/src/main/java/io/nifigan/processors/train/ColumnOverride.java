// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.table.ColumnKind;
import java.util.Locale;
import java.util.Optional;
import org.apache.nifi.components.DescribedValue;

/** What a user may say that a column is. */
enum ColumnOverride implements DescribedValue {
    INTEGER("Whole numbers with an order", ColumnKind.INTEGER),
    DECIMAL("Numbers with a fraction", ColumnKind.DECIMAL),
    BOOLEAN("True or false", ColumnKind.BOOLEAN),
    CATEGORY("One of a set of values without an order. Numbers that are codes (postal areas, status codes) belong here", ColumnKind.CATEGORY),
    DATE("Calendar days", ColumnKind.DATE),
    TIME("Times of day", ColumnKind.TIME),
    TIMESTAMP("Points in time", ColumnKind.TIMESTAMP),
    IDENTIFIER("Values that name one record (keys, names, phones, addresses): they are not learnt but made anew in the same shape",
            ColumnKind.IDENTIFIER),
    IGNORE("The column is left out: the model and the records made with it do not have it", null);

    private final String description;
    private final ColumnKind kind;

    ColumnOverride(final String description, final ColumnKind kind) {
        this.description = description;
        this.kind = kind;
    }

    /** The engine's kind, or nothing for a column to leave out. */
    Optional<ColumnKind> kind() {
        return Optional.ofNullable(kind);
    }

    @Override
    public String getValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String getDisplayName() {
        return getValue();
    }

    @Override
    public String getDescription() {
        return description;
    }
}
