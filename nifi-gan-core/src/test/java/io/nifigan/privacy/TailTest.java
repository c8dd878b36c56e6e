// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Tails of a known kind, seen through noise. */
class TailTest {
    private static final double[] ENDS = {100, 110, 130, 170, 250, 410, 1_000};

    private static double[] counts(
            final Tail truth, final double records, final double deviation, final RandomGenerator random) {
        final double[] counts = new double[ENDS.length - 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = records * (truth.survival(ENDS[i] - 100) - truth.survival(ENDS[i + 1] - 100))
                    + deviation * random.nextGaussian();
        }
        return counts;
    }

    @Test
    void survivalAndQuantileAreEachOthersInverse() {
        for (final Tail tail : new Tail[] {new Tail(-1, 40), new Tail(-.3, 40), new Tail(0, 40), new Tail(.25, 40)}) {
            for (final double share : new double[] {.9, .5, .01}) {
                assertEquals(share, tail.survival(tail.quantile(share)), 1e-9);
            }
        }
        assertEquals(40, new Tail(-1, 40).quantile(0), 1e-9, "an even tail ends");
    }

    @Test
    void valuesThatEndSharplyAreSeenToEnd() {
        // 800 records evenly from 100 to 140, and nothing in the 860 that are left to the bound.
        final Tail tail = Tail.fitted(ENDS, counts(new Tail(-1, 40), 800, 30, new RandomStream(1)), 30, 0);
        assertTrue(tail.quantile(1e-4) > 30 && tail.quantile(1e-4) < 70, "far from the bound");
        // Although the records before had made one expect a heavy tail.
        assertTrue(Tail.fitted(ENDS, counts(new Tail(-1, 40), 3_000, 10, new RandomStream(2)), 10, .3)
                        .quantile(1e-4)
                < 60);
    }

    @Test
    void anExponentialTailIsFoundThroughNoise() {
        final RandomStream random = new RandomStream(3);
        double mean = 0;
        for (int i = 0; i < 20; i++) {
            mean += Tail.fitted(ENDS, counts(new Tail(0, 50), 1_000, 20, random), 20, 0)
                            .quantile(.01)
                    / 20;
        }
        assertEquals(new Tail(0, 50).quantile(.01), mean, 30);
    }

    @Test
    void countsBelowTheNoiseGiveTheExpectedShape() {
        final RandomStream random = new RandomStream(4);
        double[] shapes = new double[2];
        for (int i = 0; i < 40; i++) {
            final double[] counts = counts(new Tail(0, 50), 100, 400, random);
            shapes[0] += Tail.fitted(ENDS, counts, 400, -.4).shape() / 40;
            shapes[1] += Tail.fitted(ENDS, counts, 400, .2).shape() / 40;
        }
        assertEquals(-.4, shapes[0], .1);
        assertEquals(.2, shapes[1], .1);
    }

    @Test
    void theExpectedShapeIsThatOfTheRecordsBefore() {
        // Evenly spread: each doubling takes twice the room, so the shape is -1, of which half is believed.
        final double[] even = new double[65];
        final double[] beyond = new double[65];
        for (int i = 0; i < even.length; i++) {
            even[i] = i;
            beyond[i] = 64 - i;
        }
        assertEquals(-.5, Tail.expected(even, beyond, 62), 1e-6);
        // Exponential: each doubling takes the same room.
        final double[] ends = new double[65];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = i;
            beyond[i] = 1_000 * Math.pow(2, -i / 8.);
        }
        assertEquals(0, Tail.expected(ends, beyond, 60), .02);
    }

    @Test
    void cellsDoubleOutwardToTheBounds() {
        assertArrayEquals(
                new double[] {50.5, 19.5, 70.5, 17.5, 110.5, 13.5, 190.5},
                Cells.outward(new double[] {15.5, 20.5, 21.5, 30.5, 40.5, 60.5}, 0, 300, 1),
                1e-9);
    }
}
