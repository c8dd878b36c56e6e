// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

/** A part of a condition on a column whose kind is known. */
sealed interface Term {
    /** Whether a numeric column's value fits, NaN where it is missing. */
    boolean fits(double value);

    /** Whether any other column's value fits, null where it is missing. */
    boolean fits(String value);

    /** No value. */
    record Missing() implements Term {
        @Override
        public boolean fits(final double value) {
            return Double.isNaN(value);
        }

        @Override
        public boolean fits(final String value) {
            return value == null;
        }
    }

    /** One value of a column that is not numeric, as its dictionary has it. */
    record Text(String text) implements Term {
        @Override
        public boolean fits(final double value) {
            return false;
        }

        @Override
        public boolean fits(final String value) {
            return text.equals(value);
        }
    }

    /**
     * A range of a numeric column, in the column's unit; a value is a range of itself.
     *
     * @param lower where it begins, may be infinite
     * @param lowerOpen whether that is not in it
     * @param upper where it ends, may be infinite
     * @param upperOpen whether that is not in it
     */
    record Range(double lower, boolean lowerOpen, double upper, boolean upperOpen) implements Term {
        @Override
        public boolean fits(final double value) {
            return (lowerOpen ? value > lower : value >= lower) && (upperOpen ? value < upper : value <= upper);
        }

        @Override
        public boolean fits(final String value) {
            return false;
        }
    }
}
