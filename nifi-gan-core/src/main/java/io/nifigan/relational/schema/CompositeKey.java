// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import java.util.List;

/**
 * A foreign key of several columns.
 *
 * @param columns the columns, two or more
 * @param table the table that they refer to
 * @param keys the columns of that table that they equal, in the same order
 */
public record CompositeKey(List<String> columns, String table, List<String> keys) {
    public CompositeKey {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        if (columns.size() < 2 || columns.size() != keys.size()) {
            throw SchemaException.of(
                    "A foreign key has the columns %s, the key that it refers to the columns %s; both need as many, two"
                            + " or more",
                    columns, keys);
        }
    }
}
