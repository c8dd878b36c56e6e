// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/** Turns values held in a table into what records carry, by the field's type. */
final class Values {
    private Values() {
    }

    static Object fromText(final Column column, final String text) {
        throw new UnsupportedOperationException("stub");
    }

    static Object fromNumber(final Column column, final double value) {
        throw new UnsupportedOperationException("stub");
    }
}
