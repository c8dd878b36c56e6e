// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Objects;

/**
 * One field of incoming records, before anything is known about its values.
 *
 * @param name      the field's name
 * @param type      the type of its values
 * @param precision digits of a {@link ValueType#DECIMAL}, 0 where it is not known
 * @param scale     digits after the point of a {@link ValueType#DECIMAL}, 0 where it is not known
 */
public record Field(String name, ValueType type, int precision, int scale) {
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    public Field(final String name, final ValueType type) {
        this(name, type, 0, 0);
    }
}
