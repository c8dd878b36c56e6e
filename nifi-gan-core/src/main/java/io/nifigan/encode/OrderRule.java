// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * One numeric column is never above another where both have a value.
 *
 * @param smaller the index of the column that is below
 * @param larger  the index of the column that is above
 * @param strict  whether the two are never equal
 */
public record OrderRule(int smaller, int larger, boolean strict) {
    public OrderRule {
        if (smaller < 0 || larger < 0 || smaller == larger) {
            throw new IllegalArgumentException("An order of column %d below column %d makes no sense".formatted(smaller, larger));
        }
    }

    /** Whether two values keep the rule; they do where either is missing (NaN). */
    public boolean holds(final double a, final double b) {
        return strict ? !(a >= b) : !(a > b);
    }
}
