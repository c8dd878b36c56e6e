// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Arrays;

/** Finds the grid on which a column's values lie. */
final class Steps {
    private static final double[] WHOLE = {1_000, 100, 10};
    private static final double[] TIMES = {86_400_000, 3_600_000, 900_000, 60_000, 1_000};
    private static final int MOST_DECIMALS = 8;
    private static final double SHARE = .995;
    /** Wider than the noise of binary fractions, narrow enough to tell cents in numbers of ten digits. */
    private static final double TOLERANCE = 1e-12;

    private Steps() {
    }

    static double of(final ColumnKind kind, final double[] values, final Field field) {
        return switch (kind) {
            case INTEGER -> common(values, WHOLE);
            case DATE -> 1;
            case TIME, TIMESTAMP -> common(values, TIMES);
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
                    if (value % step != 0) {
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

    private static double decimal(final double[] values, final Field field) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int[] needs = new int[MOST_DECIMALS + 2];
        int distinct = 0;
        for (int i = 0; i < sorted.length && !Double.isNaN(sorted[i]); i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                needs[decimals(sorted[i])]++;
                distinct++;
            }
        }
        final int bound = field.type() == ValueType.DECIMAL && field.scale() > 0 ? field.scale() : Integer.MAX_VALUE;
        int reproduced = 0;
        for (int scale = 0; distinct > 0 && scale <= MOST_DECIMALS; scale++) {
            reproduced += needs[scale];
            if (reproduced >= SHARE * distinct || scale == bound) {
                return power(scale);
            }
        }
        return 0;
    }

    /** The least number of decimals that a value needs, or one more than is looked at. */
    static int decimals(final double value) {
        double power = 1;
        for (int scale = 0; scale <= MOST_DECIMALS; scale++) {
            if (Math.abs(Math.rint(value * power) / power - value) <= TOLERANCE * Math.abs(value)) {
                return scale;
            }
            power *= 10;
        }
        return MOST_DECIMALS + 1;
    }

    static boolean isWhole(final double value) {
        return Math.abs(Math.rint(value) - value) <= TOLERANCE * Math.abs(value);
    }

    /** The nearest double to 10 to the minus scale. */
    static double power(final int scale) {
        return Double.parseDouble("1e-" + scale);
    }

    /** Decimals of a step, or -1 where it is no negative power of ten. */
    static int scale(final double step) {
        for (int scale = 0; scale <= MOST_DECIMALS; scale++) {
            if (power(scale) == step) {
                return scale;
            }
        }
        return -1;
    }
}
