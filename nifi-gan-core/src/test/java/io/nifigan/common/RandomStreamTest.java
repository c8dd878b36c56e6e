// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private static final int SIZE = 400_003;
    private static final double EULER = .5772156649015329;

    private static double mean(final float[] x) {
        double sum = 0;
        for (final float value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    private static double variance(final float[] x) {
        final double mean = mean(x);
        double sum = 0;
        for (final float value : x) {
            sum += (value - mean) * (value - mean);
        }
        return sum / x.length;
    }

    @Test
    void momentsAreThoseOfTheDistributions() {
        final RandomStream random = new RandomStream(1);
        final float[] x = new float[SIZE];
        random.gaussian(x, SIZE);
        assertEquals(0, mean(x), .01);
        assertEquals(1, variance(x), .01);
        random.gumbel(x, SIZE);
        assertEquals(EULER, mean(x), .01);
        assertEquals(Math.PI * Math.PI / 6, variance(x), .03);
        random.uniform(x, SIZE);
        assertEquals(.5, mean(x), .005);
        assertEquals(1 / 12., variance(x), .001);
        Arrays.sort(x);
        assertTrue(x[0] > 0 && x[SIZE - 1] < 1);
    }

    @Test
    void fillsArraysWhoseSizeIsNotAMultipleOfFour() {
        final float[] x = new float[7];
        Arrays.fill(x, 99);
        new RandomStream(3).uniform(x, 6);
        assertTrue(x[5] < 1);
        assertEquals(99, x[6]);
    }

    @Test
    void integersAreUniform() {
        final RandomStream random = new RandomStream(5);
        final int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++) {
            counts[random.nextInt(10)]++;
        }
        for (final int count : counts) {
            assertEquals(10_000, count, 400);
        }
    }

    @Test
    void theSeedDeterminesTheStream() {
        final RandomStream first = new RandomStream(RandomStream.stream(9, 1));
        assertEquals(first.nextLong(), new RandomStream(RandomStream.stream(9, 1)).nextLong());
        assertNotEquals(
                new RandomStream(RandomStream.stream(9, 1)).nextLong(),
                new RandomStream(RandomStream.stream(9, 2)).nextLong());
    }
}
