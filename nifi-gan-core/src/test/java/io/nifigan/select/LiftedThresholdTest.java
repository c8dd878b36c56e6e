// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.common.RandomStream;
import org.junit.jupiter.api.Test;

class LiftedThresholdTest {
    private static final int ROWS = 200_000;
    private static final double ACCEPTED = Math.log(.3);

    @Test
    void withoutLiftsAShareOfRowsIsKeptThatIsTheirWeight() {
        final LiftedThreshold threshold = new LiftedThreshold(new RandomStream(1));
        int kept = 0;
        for (int i = 0; i < ROWS; i++) {
            kept += ACCEPTED > threshold.draw(0) ? 1 : 0;
        }
        assertEquals(.3, (double) kept / ROWS, .005);
    }

    @Test
    void rowsWithALiftAreKeptMoreOften() {
        final LiftedThreshold threshold = new LiftedThreshold(new RandomStream(2));
        for (int i = 0; i < 20_000; i++) {
            threshold.draw(i % 2 == 0 ? 1 : -1);
        }
        final int[] kept = new int[2];
        for (int i = 0; i < ROWS; i++) {
            kept[i % 2] += ACCEPTED > threshold.draw(i % 2 == 0 ? 1 : -1) ? 1 : 0;
        }
        // F(1 + sqrt(2) F^-1(.3)) and F(-1 + sqrt(2) F^-1(.3)), as the mean square of lifts is 1.
        assertEquals(.602, 2. * kept[0] / ROWS, .008);
        assertEquals(.041, 2. * kept[1] / ROWS, .004);
    }

    @Test
    void normalLiftsDoNotChangeTheShareThatIsKept() {
        final LiftedThreshold threshold = new LiftedThreshold(new RandomStream(3));
        final float[] lifts = new float[ROWS];
        new RandomStream(4).gaussian(lifts, ROWS);
        int kept = 0;
        for (int i = 0; i < ROWS; i++) {
            final boolean isKept = ACCEPTED > threshold.draw(1.5 * lifts[i]);
            kept += isKept && i >= ROWS / 2 ? 1 : 0;
        }
        assertEquals(.3, 2. * kept / ROWS, .01);
    }

    @Test
    void aHugeLiftCountsAsThreeTimesTheirRootMeanSquare() {
        final double huge = new LiftedThreshold(new RandomStream(5)).draw(1_000);
        assertEquals(new LiftedThreshold(new RandomStream(5)).draw(3), huge);
    }
}
