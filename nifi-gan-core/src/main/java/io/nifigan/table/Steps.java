// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Finds the step of the grid on which a column's values lie, see {@link Column#step()}. */
final class Steps {
    private static final double[] WHOLE = {1_000, 500, 100, 50, 25, 10, 5};
    private static final double[] TIMES = {86_400_000, 3_600_000, 900_000, 60_000, 1_000};
    /** The most decimals of milliseconds: a timestamp is kept to the microsecond, a time of day to the nanosecond. */
    private static final int TIMESTAMP_DECIMALS = 3;

    private static final int TIME_DECIMALS = 6;
    private static final int MAX_DECIMALS = 18;
    /**
     * Up to this number of decimals, rounding noise of binary fractions is tolerated. With more, values must be exact,
     * or any number would lie on a grid.
     */
    private static final int NOISY_DECIMALS = 8;

    private static final double MAX_EXACT_UNITS = 1e15;
    /** Minimum number of distinct values for a common factor not to be chance. */
    private static final int MIN_FACTOR_VALUES = 20;

    private static final double[] NO_FACTOR = {1};
    /** Factors of the last decimal that divide a power of ten: eighths, quarters, Swiss rounding, even cents. */
    private static final double[] FACTORS = {125, 25, 5, 2};

    private static final double MIN_SHARE = .995;
    /** A value off the grid must be of so many steps at least, or the grid is too coarse for it. */
    private static final double MIN_STEPS = 5;
    /** Relative error: above the noise of binary fractions, small enough to see cents in numbers of ten digits. */
    private static final double MAX_RELATIVE_ERROR = 1e-12;
    /**
     * Error as a share of the step: a value that is further off lies on a finer grid, as cents do in numbers of
     * thirteen digits.
     */
    private static final double MAX_STEP_ERROR = 1e-3;
    /** The doubles nearest to 10^0, 10^-1 and so on. */
    private static final double[] POWERS = IntStream.rangeClosed(0, MAX_DECIMALS)
            .mapToDouble(scale -> Double.parseDouble("1e-" + scale))
            .toArray();

    private Steps() {}

    /** The step of a column's values; 0 where there is none. */
    static double of(final ColumnKind kind, final double[] values, final Field field) {
        return switch (kind) {
            case INTEGER -> common(values, WHOLE);
            case DATE -> 1;
            case TIME -> time(values, TIME_DECIMALS);
            case TIMESTAMP -> time(values, TIMESTAMP_DECIMALS);
            case DECIMAL -> decimal(values, field);
            default -> 0;
        };
    }

    private static double common(final double[] values, final double[] steps) {
        for (final double step : steps) {
            boolean shared = true;
            boolean other = false;
            for (final double value : values) {
                if (!Double.isNaN(value)) {
                    other |= value != 0;
                    if (!isMultiple(value, step)) {
                        shared = false;
                        break;
                    }
                }
            }
            if (shared && other) {
                return step;
            }
        }
        return 1;
    }

    /** Whole numbers of more than 15 digits are rounded to a double, which may be off by half its spacing. */
    private static boolean isMultiple(final double value, final double step) {
        final double spacing = Math.ulp(value);
        return value % step == 0
                || spacing > 1 && spacing < step && Math.abs(Math.IEEEremainder(value, step)) <= spacing / 2;
    }

    private static double time(final double[] values, final int maxDecimals) {
        int scale = 0;
        for (final double value : values) {
            while (!Double.isNaN(value) && scale < maxDecimals && Grid.snap(value, power(scale)) != value) {
                scale++;
            }
        }
        return scale == 0 ? common(values, TIMES) : power(scale);
    }

    private static double decimal(final double[] values, final Field field) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int[] needs = new int[MAX_DECIMALS + 2];
        int distinct = 0;
        for (int i = 0; i < sorted.length && !Double.isNaN(sorted[i]); i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                needs[decimals(sorted[i])]++;
                distinct++;
            }
        }
        final int bound = field.type() == ValueType.DECIMAL && field.scale() > 0 ? field.scale() : Integer.MAX_VALUE;
        int reproduced = 0;
        for (int scale = 0; distinct > 0 && scale <= MAX_DECIMALS; scale++) {
            reproduced += needs[scale];
            if (scale == bound || reproduced >= MIN_SHARE * distinct && isGrid(sorted, scale)) {
                final double factor = factor(sorted, scale, distinct);
                // Dividing 1 by the whole number of steps in it is exact.
                return factor == 1 ? power(scale) : 1 / (Math.pow(10, scale) / factor);
            }
        }
        return 0;
    }

    /**
     * Whether no small value vanishes on a grid, as those of a heavy tail would. Rounding noise of sums may: it is tiny
     * against the largest value.
     */
    private static boolean isGrid(final double[] sorted, final int scale) {
        double max = 0;
        for (int i = 0; i < sorted.length && !Double.isNaN(sorted[i]); i++) {
            max = Math.max(max, Math.abs(sorted[i]));
        }
        final double noise = scale > NOISY_DECIMALS ? 0 : MAX_RELATIVE_ERROR * max;
        for (int i = 0; i < sorted.length && !Double.isNaN(sorted[i]); i++) {
            final double size = Math.abs(sorted[i]);
            if (size > noise && size < MIN_STEPS * power(scale) && decimals(sorted[i]) > scale) {
                return false;
            }
        }
        return true;
    }

    /** The common factor of all values in units of their last decimal: 5 where prices end in .00 or .05. */
    private static double factor(final double[] sorted, final int scale, final int distinct) {
        final double power = Math.pow(10, scale);
        for (final double factor : scale == 0 || distinct < MIN_FACTOR_VALUES ? NO_FACTOR : FACTORS) {
            boolean shared = power % factor == 0;
            for (int i = 0; shared && i < sorted.length && !Double.isNaN(sorted[i]); i++) {
                final double units = Math.rint(sorted[i] * power);
                // Larger doubles are all even.
                shared = Math.abs(units) < MAX_EXACT_UNITS && units % factor == 0;
            }
            if (shared) {
                return factor;
            }
        }
        return 1;
    }

    /** The smallest number of decimals that a value needs, or one more than the maximum where none is enough. */
    static int decimals(final double value) {
        double power = 1;
        for (int scale = 0; scale <= MAX_DECIMALS; scale++) {
            if (isReproduced(value, scale, power)) {
                return scale;
            }
            power *= 10;
        }
        return MAX_DECIMALS + 1;
    }

    private static boolean isReproduced(final double value, final int scale, final double power) {
        final double units = Math.rint(value * power);
        final double error = Math.abs(units / power - value);
        return scale <= NOISY_DECIMALS
                ? error <= MAX_RELATIVE_ERROR * Math.abs(value) && error <= MAX_STEP_ERROR / power
                : error == 0 && Math.abs(units) < MAX_EXACT_UNITS;
    }

    static boolean isWhole(final double value) {
        return isReproduced(value, 0, 1);
    }

    /** The double nearest to 10^-scale, for a scale of 0 to {@value #MAX_DECIMALS}. */
    static double power(final int scale) {
        return POWERS[scale];
    }

    /** The number of decimals of a step, or -1 where it is not 1, .1, .01 and so on. */
    static int scale(final double step) {
        for (int scale = 0; scale <= MAX_DECIMALS; scale++) {
            if (power(scale) == step) {
                return scale;
            }
        }
        return -1;
    }
}
