// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.ValueList;
import java.util.Objects;

/**
 * A functional dependency: one column's value determines another's in every row.
 *
 * @param determinant the index of the determining column
 * @param dependent the index of the determined column
 * @param from the values of the determinant
 * @param to the dependent's value for each value of the determinant, in the same order
 */
public record Dependency(int determinant, int dependent, ValueList from, ValueList to) {
    public Dependency {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (from.size() != to.size()) {
            throw new IllegalArgumentException(
                    "A dependency has %d values to look up and %d results; the numbers must be equal"
                            .formatted(from.size(), to.size()));
        }
        if (determinant < 0 || dependent < 0 || determinant == dependent) {
            throw new IllegalArgumentException(
                    "Column %d cannot depend on column %d".formatted(dependent, determinant));
        }
    }
}
