// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BulkTest {
    private static final int ROWS = 2_000;

    private static double[] sorted(
            final long seed, final ToDoubleFunction<SplittableRandom> value, final double... far) {
        final SplittableRandom random = new SplittableRandom(seed);
        return DoubleStream.concat(
                        DoubleStream.generate(() -> value.applyAsDouble(random)).limit(ROWS - far.length),
                        Arrays.stream(far))
                .sorted()
                .toArray();
    }

    @Test
    void findsValuesThatStandForSomethingElse() {
        final Bulk temperatures =
                Bulk.of(sorted(1, random -> Math.rint(150 + 80 * random.nextGaussian()) / 10, -999, -999, -999));
        assertTrue(temperatures.isFar(-999));
        assertTrue(temperatures.low() > -30, "low " + temperatures.low());
        assertFalse(temperatures.isFar(temperatures.high() + 5), "a held-out value a little above");

        final Bulk years = Bulk.of(sorted(1, random -> 1950 + random.nextInt(75), 9999, 0));
        assertEquals(1950, years.low());
        assertEquals(2024, years.high());
        assertTrue(years.isFar(9999) && years.isFar(0));

        final Bulk incomes = Bulk.of(sorted(
                1, random -> Math.rint(50_000 * Math.exp(.6 * random.nextGaussian())), 99_999_999, 999_999_999));
        assertTrue(incomes.isFar(99_999_999));
        assertTrue(incomes.high() < 1e6, "high " + incomes.high());

        final Bulk sizes = Bulk.of(sorted(1, random -> 100 * random.nextDouble(), Double.MAX_VALUE, -Double.MAX_VALUE));
        assertTrue(sizes.isFar(Double.MAX_VALUE) && sizes.isFar(-Double.MAX_VALUE));
        assertTrue(sizes.high() < 100 && sizes.low() > 0);
    }

    @Test
    void leavesHeavyTailsWhole() {
        int far = 0;
        for (int seed = 0; seed < 200; seed++) {
            for (final double exponent : new double[] {.5, 1, 2}) {
                far += count(sorted(seed, random -> Math.pow(1 - random.nextDouble(), -1 / exponent)));
            }
            far += count(sorted(seed, random -> Math.exp(2 * random.nextGaussian())));
            far += count(sorted(seed, random -> Math.tan(Math.PI * (random.nextDouble() - .5))));
            far += count(sorted(seed, random -> Math.pow(10, -307 + 607 * random.nextDouble())));
            far += count(sorted(seed, random -> Math.rint(-20 * Math.log(1 - random.nextDouble()))));
        }
        assertTrue(far <= 3, far + " of 1,400 columns have a far value");
    }

    private static int count(final double[] sorted) {
        final Bulk bulk = Bulk.of(sorted);
        return bulk.low() > sorted[0] || bulk.high() < sorted[sorted.length - 1] ? 1 : 0;
    }

    @Test
    void groupsAndCategoriesAreNotFar() {
        assertEquals(
                0,
                count(sorted(
                        1, random -> random.nextInt(100) == 0 ? 1e6 + random.nextInt(1_000) : random.nextInt(100))));
        assertEquals(0, count(sorted(1, random -> random.nextInt(5), 99, 99, 99)), "codes");
        assertEquals(
                0, count(sorted(1, random -> random.nextInt(30) == 0 ? 1e4 * random.nextDouble() : 0)), "mostly zero");
        assertFalse(Bulk.of(new double[0]).isFar(1));
        assertFalse(Bulk.of(new double[] {1, 2, 1e9}).isFar(1e9), "too few to tell");
    }
}
