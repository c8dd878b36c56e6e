// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.math.BigInteger;
import java.util.function.IntPredicate;

/**
 * An exact sampler of the discrete Gaussian distribution and of the exponential mechanism (Canonne, Kamath and Steinke
 * 2020). It computes with integers only, so that the rounding of floating-point noise cannot reveal what the noise
 * hides (Mironov 2012).
 */
public final class ExactSampler {
    /** The units in a variance of 1: variances are multiples of a sixty-fourth. */
    static final int VARIANCE_UNITS = 64;

    private static final int RATE_BITS = 40;
    private static final long MAX_UNITS = 1L << 40;

    private final BitSource bits;

    public ExactSampler(final BitSource bits) {
        this.bits = bits;
    }

    /** A uniform integer from 0 to below the bound. */
    long uniform(final long bound) {
        if (bound == 1) {
            return 0;
        }
        final int shift = Long.numberOfLeadingZeros(bound - 1);
        while (true) {
            final long drawn = bits.nextLong() >>> shift;
            if (drawn < bound) {
                return drawn;
            }
        }
    }

    private BigInteger uniform(final BigInteger bound) {
        final int length = bound.subtract(BigInteger.ONE).bitLength();
        while (true) {
            BigInteger drawn = BigInteger.ZERO;
            for (int i = 0; i < length; i += Integer.SIZE) {
                final int width = Math.min(Integer.SIZE, length - i);
                drawn = drawn.shiftLeft(width).or(BigInteger.valueOf(bits.nextLong() >>> Long.SIZE - width));
            }
            if (drawn.compareTo(bound) < 0) {
                return drawn;
            }
        }
    }

    /** True with probability exp(-numerator / denominator), where 0 <= numerator <= denominator. */
    private boolean bernoulliExpBelowOne(final long numerator, final long denominator) {
        boolean odd = true;
        for (long k = 1; ; k++) {
            final boolean below = Math.multiplyHigh(denominator, k) == 0 && denominator * k > 0
                    ? uniform(denominator * k) < numerator
                    : uniform(BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(k)))
                                    .compareTo(BigInteger.valueOf(numerator))
                            < 0;
            if (!below) {
                return odd;
            }
            odd = !odd;
        }
    }

    /** True with probability exp(-numerator / denominator), for any numerator of 0 or more. */
    boolean bernoulliExp(final long numerator, final long denominator) {
        for (long whole = numerator / denominator; whole > 0; whole--) {
            if (!bernoulliExpBelowOne(1, 1)) {
                return false;
            }
        }
        return bernoulliExpBelowOne(numerator % denominator, denominator);
    }

    private boolean bernoulliExp(final BigInteger numerator, final BigInteger denominator) {
        final BigInteger[] parts = numerator.divideAndRemainder(denominator);
        for (BigInteger left = parts[0]; left.signum() > 0; left = left.subtract(BigInteger.ONE)) {
            if (!bernoulliExpBelowOne(1, 1)) {
                return false;
            }
        }
        boolean odd = true;
        for (long k = 1; uniform(denominator.multiply(BigInteger.valueOf(k))).compareTo(parts[1]) < 0; k++) {
            odd = !odd;
        }
        return odd;
    }

    /** An integer k with probability in proportion to exp(-|k| / scale). */
    private long discreteLaplace(final long scale) {
        while (true) {
            final long part = uniform(scale);
            if (!bernoulliExpBelowOne(part, scale)) {
                continue;
            }
            long times = 0;
            while (bernoulliExpBelowOne(1, 1)) {
                times++;
            }
            final long size = part + scale * times;
            final boolean negative = bits.nextLong() < 0;
            if (!(negative && size == 0)) {
                return negative ? -size : size;
            }
        }
    }

    /**
     * An integer k with probability in proportion to exp(-k² / (2 variance)).
     *
     * @param units the variance in sixty-fourths, 1 to 2^40
     */
    public long discreteGaussian(final long units) {
        if (units < 1 || units > MAX_UNITS) {
            throw new IllegalArgumentException(
                    "The variance is %d sixty-fourths; it must be 1 to 2^40 sixty-fourths".formatted(units));
        }
        final long scale = (long) Math.floor(Math.sqrt((double) units / VARIANCE_UNITS)) + 1;
        while (true) {
            final long drawn = discreteLaplace(scale);
            // (|k| - variance / scale)² / (2 variance), with variance = units / 64.
            final BigInteger distance = BigInteger.valueOf(Math.abs(drawn))
                    .multiply(BigInteger.valueOf(VARIANCE_UNITS * scale))
                    .subtract(BigInteger.valueOf(units));
            final BigInteger numerator = distance.multiply(distance);
            final BigInteger denominator =
                    BigInteger.valueOf(2L * VARIANCE_UNITS * units).multiply(BigInteger.valueOf(scale * scale));
            final boolean small = numerator.bitLength() < Long.SIZE && denominator.bitLength() < Long.SIZE;
            if (small
                    ? bernoulliExp(numerator.longValue(), denominator.longValue())
                    : bernoulliExp(numerator, denominator)) {
                return drawn;
            }
        }
    }

    /**
     * Chooses an index i by the exponential mechanism, with probability in proportion to exp(rate utilities[i]), among
     * the allowed ones.
     *
     * @param utilities the utilities, as integers
     * @param rate above 0, rounded down to a multiple of 2^-40
     * @param allowed whether an index may be chosen, by public facts only; called for as few as possible
     * @return -1 if none is allowed
     */
    int choose(final long[] utilities, final double rate, final IntPredicate allowed) {
        final BigInteger step = BigInteger.valueOf((long) Math.floor(Math.scalb(rate, RATE_BITS)));
        final Boolean[] known = new Boolean[utilities.length];
        int best = best(utilities, known);
        while (best >= 0 && !isAllowed(best, known, allowed)) {
            best = best(utilities, known);
        }
        if (best < 0) {
            return -1;
        }
        final BigInteger one = BigInteger.ONE.shiftLeft(RATE_BITS);
        while (true) {
            // Rejection sampling: a uniform draw is kept with its odds relative to the best one.
            final int drawn = (int) uniform(utilities.length);
            if (utilities[drawn] <= utilities[best]
                    && !Boolean.FALSE.equals(known[drawn])
                    && bernoulliExp(
                            BigInteger.valueOf(utilities[best] - utilities[drawn])
                                    .multiply(step),
                            one)
                    && isAllowed(drawn, known, allowed)) {
                return drawn;
            }
        }
    }

    private static boolean isAllowed(final int index, final Boolean[] known, final IntPredicate allowed) {
        if (known[index] == null) {
            known[index] = allowed.test(index);
        }
        return known[index];
    }

    private static int best(final long[] utilities, final Boolean[] known) {
        int best = -1;
        for (int i = 0; i < utilities.length; i++) {
            if (!Boolean.FALSE.equals(known[i]) && (best < 0 || utilities[i] > utilities[best])) {
                best = i;
            }
        }
        return best;
    }
}
