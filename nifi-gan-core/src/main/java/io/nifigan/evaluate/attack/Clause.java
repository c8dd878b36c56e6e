// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

/**
 * A condition on one column, part of an attacker's guess about a person.
 *
 * @param column the column
 * @param relation the comparison with the given value
 * @param value a number or a code of the shared dictionary; unused for {@link Relation#MISSING}
 */
record Clause(int column, Relation relation, double value) {
    /** A comparison of a column's value with the given one. */
    enum Relation {
        EQUAL,
        UNEQUAL,
        AT_MOST,
        AT_LEAST,
        MISSING
    }

    /** Whether the condition holds for a value; NaN stands for a missing value. */
    boolean holds(final double actual) {
        return switch (relation) {
            case EQUAL -> actual == value;
            case UNEQUAL -> actual != value;
            case AT_MOST -> actual <= value;
            case AT_LEAST -> actual >= value;
            case MISSING -> Double.isNaN(actual);
        };
    }
}
