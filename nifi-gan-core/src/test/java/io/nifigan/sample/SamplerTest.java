// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.TrainedModels;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.score.Scorer;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static List<Object> rows(final long seed, final double minRealism, final int total, final int... calls)
            throws SamplingException {
        final List<Object> values = new ArrayList<>();
        try (Sampler sampler = new Sampler(TrainedModels.model(), seed, minRealism)) {
            int drawn = 0;
            for (int i = 0; drawn < total; i++) {
                final Table table = sampler.next(Math.min(calls[i % calls.length], total - drawn));
                drawn += table.rows();
                for (int r = 0; r < table.rows(); r++) {
                    for (int c = 0; c < table.columns().size(); c++) {
                        values.add(table.value(c, r));
                    }
                }
            }
            assertEquals(total, drawn);
        }
        return values;
    }

    @Test
    void theSameRowsComeWhateverTheSizesOfTheCalls() throws Exception {
        final List<Object> expected = rows(5, 0, 2_500, 2_500);
        assertEquals(expected, rows(5, 0, 2_500, 1000));
        assertEquals(expected, rows(5, 0, 2_500, 7));
        assertEquals(expected, rows(5, 0, 2_500, 1, 1024, 1));
        assertEquals(rows(5, .3, 500, 500), rows(5, .3, 500, 7));
    }

    @Test
    void theSameRowsComeWhateverTheNumberOfThreads() throws Exception {
        final Table expected = manyRows(1);
        for (final int threads : new int[] {2, 4}) {
            final Table table = manyRows(threads);
            for (int r = 0; r < table.rows(); r++) {
                for (int c = 0; c < table.columns().size(); c++) {
                    assertEquals(expected.value(c, r), table.value(c, r));
                }
            }
        }
    }

    /** Rows of several rounds, so that some are drawn near others that were split in rounds before. */
    private static Table manyRows(final int threads) throws SamplingException {
        try (Sampler sampler =
                new Sampler(TrainedModels.model(), SampleSettings.of(5).withThreads(threads))) {
            return sampler.next(8_000);
        }
    }

    @Test
    void anotherSeedGivesOtherRows() throws Exception {
        assertNotEquals(rows(5, 0, 50, 50), rows(6, 0, 50, 50));
    }

    @Test
    void noRowsAreATableWithoutRows() throws Exception {
        try (Sampler sampler = new Sampler(TrainedModels.model(), 5, 0)) {
            assertEquals(0, sampler.next(0).rows());
        }
    }

    @Test
    void minimumRealismKeepsOnlyRowsThatScoreSoHigh() throws Exception {
        try (Sampler plain = new Sampler(TrainedModels.model(), 5, 0);
                Scorer scorer = new Scorer(TrainedModels.model())) {
            final double[] all = scorer.score(plain.next(1_000)).probability();
            final double mean = Arrays.stream(all).average().orElseThrow();
            final double asked = Arrays.stream(all).sorted().toArray()[600];
            try (Sampler picky = new Sampler(TrainedModels.model(), 5, asked)) {
                final double[] kept = scorer.score(picky.next(300)).probability();
                // The row that scores just as asked may score a rounding less beside other rows: products add up in
                // another order.
                assertEquals(0, Math.max(0, asked - Arrays.stream(kept).min().orElseThrow()), 1e-6);
                assertTrue(Arrays.stream(kept).average().orElseThrow() > mean);
            }
        }
    }

    @Test
    void realismThatNoRowHasEndsInAMessage() {
        try (Sampler sampler = new Sampler(TrainedModels.model(), 5, Math.nextDown(1.))) {
            assertTrue(assertThrows(SamplingException.class, () -> sampler.next(10))
                    .getMessage()
                    .contains("Lower the minimum realism"));
        }
        for (final double bad : new double[] {-.1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new Sampler(TrainedModels.model(), 5, bad));
        }
    }
}
