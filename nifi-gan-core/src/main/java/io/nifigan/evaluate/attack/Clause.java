// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

/**
 * What an attacker says of one column of a person.
 *
 * @param column the column
 * @param relation how its value lies to what is named
 * @param value a number or a code of the shared dictionary; of no meaning for {@link Relation#MISSING}
 */
record Clause(int column, Relation relation, double value) {
    /** How a value lies to what is named. */
    enum Relation {
        EQUAL,
        UNEQUAL,
        AT_MOST,
        AT_LEAST,
        MISSING
    }

    /** Whether it is true of a value, NaN for a missing one. */
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
