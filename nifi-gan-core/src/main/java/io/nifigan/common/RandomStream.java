// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A fast random number generator: xoshiro256++ (Blackman and Vigna 2019). The array methods take four numbers from each
 * 64-bit draw through tables of 16,384 quantiles. Good enough for latents and Gumbel noise, of which each row needs
 * many; not for secrets. Not thread-safe.
 */
public final class RandomStream implements RandomGenerator {
    /** The number of longs that hold a generator's state. */
    public static final int STATE = 4;

    private static final int BITS = 14;
    private static final int MASK = (1 << BITS) - 1;
    private static final float[] NORMAL = new float[1 << BITS];
    private static final float[] GUMBEL = new float[1 << BITS];
    private static final float[] UNIFORM = new float[1 << BITS];

    static {
        final NormalDistribution normal = NormalDistribution.of(0, 1);
        for (int i = 0; i < NORMAL.length; i++) {
            final double share = (i + .5) / NORMAL.length;
            NORMAL[i] = (float) normal.inverseCumulativeProbability(share);
            GUMBEL[i] = (float) -Math.log(-Math.log(share));
            UNIFORM[i] = (float) share;
        }
    }

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /** @param seed any number; SplitMix64 expands it to the state */
    public RandomStream(final long seed) {
        s0 = mix(seed + 0x9E3779B97F4A7C15L);
        s1 = mix(seed + 2 * 0x9E3779B97F4A7C15L);
        s2 = mix(seed + 3 * 0x9E3779B97F4A7C15L);
        s3 = mix(seed + 4 * 0x9E3779B97F4A7C15L);
    }

    private static long mix(final long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** The seed of one of several independent streams. */
    public static long stream(final long seed, final long number) {
        return mix(mix(seed) + 0x9E3779B97F4A7C15L * (number + 1));
    }

    /** Writes the state, {@value #STATE} numbers, into an array from {@code offset} on. */
    public void save(final long[] target, final int offset) {
        target[offset] = s0;
        target[offset + 1] = s1;
        target[offset + 2] = s2;
        target[offset + 3] = s3;
    }

    /** Restores a state that {@link #save} wrote; not all four numbers may be 0. */
    public void restore(final long[] source, final int offset) {
        s0 = source[offset];
        s1 = source[offset + 1];
        s2 = source[offset + 2];
        s3 = source[offset + 3];
    }

    /** 64 random bits. */
    @Override
    public long nextLong() {
        final long result = Long.rotateLeft(s0 + s3, 23) + s0;
        final long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** A uniform number in [0, 1) with 53 random bits. */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** A uniform whole number from 0 to {@code bound} - 1. */
    @Override
    public int nextInt(final int bound) {
        return (int) (Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1));
    }

    /** The numbers from 0 to {@code count} - 1 in a random order. */
    public int[] order(final int count) {
        final int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        for (int i = count - 1; i > 0; i--) {
            final int j = nextInt(i + 1);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** Fills the first {@code size} elements with standard normal numbers. */
    public void gaussian(final float[] target, final int size) {
        fill(NORMAL, target, 0, size);
    }

    /** Fills the first {@code size} elements with standard Gumbel numbers. */
    public void gumbel(final float[] target, final int size) {
        fill(GUMBEL, target, 0, size);
    }

    /** Fills {@code size} elements from {@code offset} on with standard Gumbel numbers. */
    public void gumbel(final float[] target, final int offset, final int size) {
        fill(GUMBEL, target, offset, size);
    }

    /** Fills the first {@code size} elements with uniform numbers in (0, 1). */
    public void uniform(final float[] target, final int size) {
        fill(UNIFORM, target, 0, size);
    }

    private void fill(final float[] table, final float[] target, final int offset, final int size) {
        final int end = offset + size;
        int i = offset;
        for (; i + 4 <= end; i += 4) {
            final long bits = nextLong();
            target[i] = table[(int) (bits & MASK)];
            target[i + 1] = table[(int) (bits >>> 16 & MASK)];
            target[i + 2] = table[(int) (bits >>> 32 & MASK)];
            target[i + 3] = table[(int) (bits >>> 48 & MASK)];
        }
        if (i < end) {
            long bits = nextLong();
            for (; i < end; i++) {
                target[i] = table[(int) (bits & MASK)];
                bits >>>= 16;
            }
        }
    }
}
