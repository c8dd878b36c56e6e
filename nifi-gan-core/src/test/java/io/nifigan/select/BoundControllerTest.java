// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import org.junit.jupiter.api.Test;

class BoundControllerTest {
    private static BoundController controller(final boolean choosesFreely) {
        return new BoundController(0, BoundController.Limits.OF_TABLE, choosesFreely);
    }

    @Test
    void aKeptRowRaisesTheBoundByWhatIsLostOfItBeyondTheLimit() {
        final BoundController bound = controller(true);
        // Twice the bound: half of the weight is lost. Of .2008 of the rows kept, (1 / 10.04)^2 more may be lost.
        bound.kept(Math.log(2));
        assertEquals(.02 * (.5 - .02 - 1 / (10.04 * 10.04)), bound.bound(), 1e-15);
    }

    @Test
    void otherRowsMayHaveMoreOfTheWeightsTheMoreRowsAreDrawn() {
        final BoundController.Limits limits = BoundController.Limits.OF_SPLITTING;
        assertEquals(.02 + .01 + .0625, limits.maxExcess(.2), 1e-12);
        assertEquals(.02 + .04 + .3, limits.maxExcess(.1), 1e-12, "at most three tenths");
        assertEquals(.02 + .01, BoundController.Limits.OF_TABLE.maxExcess(.2), 1e-12);
    }

    @Test
    void aRowBelowTheBoundLowersIt() {
        final BoundController bound = controller(true);
        bound.kept(-3);
        assertEquals(-.02 * (.02 + 1 / (10.04 * 10.04)), bound.bound(), 1e-15);
    }

    @Test
    void whereNoRowIsKeptTheBoundComesDownByItself() {
        final BoundController rejecting = controller(true);
        for (int i = 0; i < 10_000; i++) {
            rejecting.rejected();
        }
        // The running share, .2 to begin with, is below 1/50 from the 2302nd row on and below 1/60 from the 2484th.
        assertEquals(-7_699 * .02 / 50 - 7_517 * .04 / 60, rejecting.bound(), 1e-9);
        final BoundController skipping = controller(true);
        skipping.skipped(10_000);
        assertEquals(-7_517 * .04 / 60, skipping.bound(), 1e-9);
    }

    /** Rows of exponential weights, rejected by the bound: the mean lost part and the share kept, once settled. */
    private static double[] settled(final BoundController bound) {
        final RandomStream random = new RandomStream(3);
        double lost = 0;
        int kept = 0;
        final int rows = 400_000;
        for (int i = 0; i < rows; i++) {
            final double above = Math.log(-Math.log1p(-random.nextDouble())) - bound.bound();
            if (above > Math.log(random.nextDouble())) {
                if (i >= rows / 2) {
                    lost += Math.max(0, -Math.expm1(-above));
                    kept++;
                }
                bound.kept(above);
            } else {
                bound.rejected();
            }
        }
        return new double[] {lost / kept, kept / (rows / 2.)};
    }

    @Test
    void theLostPartSettlesAtTheLimit() {
        final double[] settled = settled(controller(true));
        final double effort = 1 / (50 * settled[1]);
        assertEquals(.02 + effort * effort, settled[0], .002);
        assertTrue(settled[1] > .2 && settled[1] < .5, "share kept: " + settled[1]);
    }

    @Test
    void ofRowsThatAreAllAlikeHalfAreKeptUnlessAllMayBe() {
        for (final boolean choosesFreely : new boolean[] {true, false}) {
            final BoundController bound = controller(choosesFreely);
            final RandomStream random = new RandomStream(4);
            int kept = 0;
            for (int i = 0; i < 100_000; i++) {
                if (-bound.bound() > Math.log(random.nextDouble())) {
                    bound.kept(-bound.bound());
                    kept += i >= 50_000 ? 1 : 0;
                } else {
                    bound.rejected();
                }
            }
            // The excess over half of the rows balances the loss that is allowed but not used.
            assertEquals(choosesFreely ? .52 : 1, kept / 50_000., .02);
        }
    }

    @Test
    void aBoundIsTooLowWhereMoreIsLostThanTheEffortIsWorth() {
        assertTrue(BoundController.isTooLow(.031, .2));
        assertFalse(BoundController.isTooLow(.029, .2));
        assertTrue(BoundController.isTooLow(0, .51));
        assertFalse(BoundController.isTooLow(1, .02), "one row in fifty");
        assertFalse(BoundController.isTooLow(1, .001));
    }
}
