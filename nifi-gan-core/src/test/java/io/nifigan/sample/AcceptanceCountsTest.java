// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nifigan.sample.condition.SamplingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptanceCountsTest {
    private record Named(String description, String advice, double usualShare) implements Filter {
        @Override
        public int[] kept(final RowBatch batch) {
            throw new UnsupportedOperationException();
        }
    }

    private static final Stage TALL = new Named("were tall", "Grow", 1);
    private static final Stage RED = new Named("were red", "Paint", 1);
    private static final Stage OTHER = batch -> batch;

    private static AcceptanceCounts counts(final Stage... stages) {
        return new AcceptanceCounts(List.of(stages), new AcceptanceCounts.Patience(1_000, 100));
    }

    private static AcceptanceCounts add(final AcceptanceCounts counts, final long... batch) {
        counts.add(new RowBatch(null, null, null, null, null, null, batch));
        return counts;
    }

    private static String message(final AcceptanceCounts counts) {
        return assertThrows(SamplingException.class, counts::check).getMessage();
    }

    @Test
    void givesUpWithTheAdviceOfTheFilterThatKeptLeast() {
        assertEquals(
                "Of 2,000 rows drawn, only 3 were tall. Grow", message(add(counts(TALL, OTHER, RED), 2_000, 3, 3)));
        assertEquals(
                "Of 2,000 rows drawn, 1,000 were tall, and only 2 were red. Paint",
                message(add(counts(TALL, OTHER, RED), 2_000, 1_000, 2)));
    }

    @Test
    void batchesAddUpEvenWhereNoRowReachedTheLastFilter() throws SamplingException {
        final AcceptanceCounts counts = counts(TALL, RED);
        add(counts, 900, 5, 1);
        counts.check();
        add(counts, 600, 0);
        assertEquals(1_500, counts.drawn());
        assertEquals("Of 1,500 rows drawn, only 5 were tall. Grow", message(counts));
    }

    @Test
    void goesOnWhileEnoughRowsAreKeptOrFewWereDrawn() throws SamplingException {
        add(counts(TALL), 999, 0).check();
        add(counts(TALL), 5_000, 50).check();
        assertEquals("Of 5,000 rows drawn, only 49 were tall. Grow", message(add(counts(TALL), 5_000, 49)));
        add(counts(OTHER), 5_000).check();
    }

    @Test
    void aFilterThatUsuallyKeepsFewIsNotToBlame() {
        final Stage rejection = new Named("were like others", "Train", .01);
        assertEquals(
                "Of 10,000 rows drawn, 100 were like others, and only 10 were red. Paint",
                message(add(counts(rejection, RED), 10_000, 100, 10)));
    }
}
