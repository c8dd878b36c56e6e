// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

/** How a computed value is rounded to the grid of its column. */
public enum Rounding {
    /** To the nearest; halves away from zero. */
    HALF_UP(""),
    /** To the nearest; halves to the even neighbour. */
    HALF_EVEN("half even"),
    /** To the next lower. */
    DOWN("down"),
    /** To the next higher. */
    UP("up");

    /** Rounding errors of computed doubles, in steps of the grid: absolute, and as a part of the value. */
    private static final double NOISE = 1e-9;

    private static final double RELATIVE_NOISE = 4e-15;

    /** More would hide the last microsecond of a millisecond in points in time. */
    private static final double MAX_NOISE = 5e-4;
    /** What one operation may be off by, in units in the last place, so that it falls short of the next step. */
    private static final double MAX_ULPS = 2;

    private final String text;

    Rounding(final String text) {
        this.text = text;
    }

    /** The words after {@code rounded} in a rule; empty where a rule says nothing. */
    public String text() {
        return text;
    }

    /**
     * Rounds a value. Errors of binary fractions are seen through: 1.005 is half a cent above 1.
     *
     * @param step the grid, 0 for none
     */
    public double round(final double value, final double step) {
        if (step == 0 || !Double.isFinite(value)) {
            return value;
        }
        // Steps below one are computed through the whole number of steps in one, so that .1 stays .1.
        final double perOne = step < 1 ? Math.rint(1 / step) : 0;
        final double steps = perOne > 0 ? value * perOne : value / step;
        final double noise = noise(steps);
        final double whole = switch (this) {
            case HALF_UP -> Math.copySign(Math.floor(Math.abs(steps) + .5 + noise), steps);
            case HALF_EVEN -> even(steps, noise);
            case DOWN -> Math.floor(steps + noise);
            case UP -> Math.ceil(steps - noise);
        };
        return (perOne > 0 ? whole / perOne : whole * step) + 0.;
    }

    private static double noise(final double steps) {
        return Math.min(MAX_NOISE, NOISE + RELATIVE_NOISE * Math.abs(steps));
    }

    /**
     * The error of doubles to tolerate.
     *
     * @param step the grid; without one, numbers may have lost digits on their way
     * @param size the sum of the sizes of what was added
     */
    public static double error(final double step, final double size) {
        return step > 0 ? Math.min(1e-14 * size, MAX_NOISE * step) : 1e-9 * size;
    }

    private static double even(final double steps, final double noise) {
        final double floor = Math.floor(steps);
        return Math.abs(steps - floor - .5) <= noise ? floor + (floor % 2 == 0 ? 0 : 1) : Math.rint(steps);
    }

    /** Whether a value lies halfway between two of the grid, where the ways of rounding differ. */
    public static boolean isTie(final double value, final double step) {
        final double steps = value / step;
        return step > 0 && Math.abs(steps - Math.floor(steps) - .5) <= noise(steps);
    }

    /**
     * Whether a value can be what an exact one was rounded to.
     *
     * @param error the rounding error of doubles that is tolerated
     */
    public boolean fits(final double rounded, final double exact, final double step, final double error) {
        final double off = exact - rounded;
        // A microsecond before the next second is a thousand times as far from it as its double is exact.
        final double next = step - Math.min(error, MAX_ULPS * Math.ulp(exact));
        return switch (this) {
            case HALF_UP, HALF_EVEN -> Math.abs(off) <= step / 2 + error;
            case DOWN -> off >= -error && (off < next || off <= error);
            case UP -> off <= error && (-off < next || off >= -error);
        };
    }

    /** The smallest amount by which an exact value exceeds a rounded one. */
    public double low(final double step) {
        return switch (this) {
            case HALF_UP, HALF_EVEN -> -step / 2;
            case DOWN -> 0;
            case UP -> -step;
        };
    }

    /** The way of rounding with the given words, or null. */
    public static Rounding ofText(final String words) {
        for (final Rounding rounding : values()) {
            if (rounding.text.equals(words)) {
                return rounding;
            }
        }
        return null;
    }
}
