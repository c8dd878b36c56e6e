// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.ValueList;
import java.util.Objects;

/**
 * A functional dependency: one column's value tells another's in every row.
 *
 * @param determinant the index of the column that tells
 * @param dependent the index of the column that is told
 * @param from each value of the determinant
 * @param to the dependent's value for each of them, in the same order
 */
public record Dependency(int determinant, int dependent, ValueList from, ValueList to) {
    public Dependency {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (from.size() != to.size()) {
            throw new IllegalArgumentException(
                    "A dependency has %d values to look up and %d results; they must be as many"
                            .formatted(from.size(), to.size()));
        }
        if (determinant < 0 || dependent < 0 || determinant == dependent) {
            throw new IllegalArgumentException(
                    "A dependency of column %d on column %d makes no sense".formatted(dependent, determinant));
        }
    }
}
