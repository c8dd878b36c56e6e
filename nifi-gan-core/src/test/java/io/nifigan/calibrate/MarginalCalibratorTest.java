// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.train.CategoryFrequencies;
import io.nifigan.train.GumbelSoftmaxHead;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarginalCalibratorTest {
    private static final int DRAWS = 40_000;

    /** Shares .6, .37, .03 and a number. */
    private static Table table() {
        return TestTable.of(ValueType.STRING, "c", ColumnKind.CATEGORY)
                .and(ValueType.DOUBLE, "x", ColumnKind.DECIMAL)
                .rows(2_000, r -> new Object[] {r % 100 < 60 ? "a" : r % 100 < 97 ? "b" : "c", Math.sqrt(r + .5)});
    }

    @Test
    void sharesAreRightEvenForAConfidentGenerator() {
        final TableEncoder encoder = EncoderFitter.fit(table(), Set.of());
        final EncodedTable encoded = encoder.encode(table());
        final int size = encoder.layout().rawSize();
        final float[] raw = new float[DRAWS * size];
        final float[] gumbel = new float[DRAWS * size];
        final RandomStream random = new RandomStream(4);
        final float[] z = new float[2];
        for (int r = 0; r < DRAWS; r++) {
            random.gaussian(z, 2);
            // Logits 30 apart for most rows: of each the share is nearly 0 or 1.
            raw[r * size] = 30 * z[0];
            raw[r * size + 1] = 0;
            raw[r * size + 2] = -20;
            raw[r * size + 3] = 3 + z[1];
        }
        random.gumbel(gumbel, gumbel.length);
        final MarginalCalibrator calibrator = new MarginalCalibrator(encoder.layout(), DRAWS, raw, gumbel);
        final float[] biases = calibrator.biases(CategoryFrequencies.of(encoded));
        final int[] counts = new int[3];
        for (int r = 0; r < DRAWS; r++) {
            counts[GumbelSoftmaxHead.choose(raw, gumbel, r * size, 3)]++;
        }
        assertEquals(.6, (double) counts[0] / DRAWS, .01);
        assertEquals(.37, (double) counts[1] / DRAWS, .01);
        assertEquals(.03, (double) counts[2] / DRAWS, .004);
        assertTrue(biases[2] > 5, "the rare member's bias " + biases[2]);
        assertEquals(0, biases[3]);
        final Calibration calibration = calibrator.maps();
        assertEquals(.5, calibration.share(1, 3, .5), .01);
        assertEquals(.841, calibration.share(1, 4, .5), .01);
        assertEquals(0, calibration.share(1, -99, .5), 1e-9);
        assertEquals(1, calibration.share(1, 99, .5), 1e-9);
    }
}
