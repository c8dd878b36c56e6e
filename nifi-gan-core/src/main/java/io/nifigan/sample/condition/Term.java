// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

/** One term of a condition, read by the kind of the column. */
sealed interface Term {
    /** Whether a value of a numeric column fits, NaN where it is missing. */
    boolean fits(double value);

    /** Whether a value of a column that is not numeric fits, null where it is missing. */
    boolean fits(String value);

    /** A missing value. */
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

    /** A value of a column that is not numeric, as in its dictionary. */
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
     * A range of a numeric column, in the column's unit; a single value is a range from it to itself.
     *
     * @param lower the lower end, which may be infinite
     * @param lowerOpen whether the lower end is excluded
     * @param upper the upper end, which may be infinite
     * @param upperOpen whether the upper end is excluded
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
