// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.nifigan.model.TrainedModels;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.select.RakingModel;
import io.nifigan.select.RejectionSampler;
import io.nifigan.table.Table;
import org.junit.jupiter.api.Test;

class ScoreStageTest {
    private static final int ROWS = 50;

    @Test
    void logWeightsAreAddedToTheClassifiersLogits() throws SamplingException {
        final RakingModel raking = TrainedModels.model().raking();
        final RejectionSampler rejection = new RejectionSampler(raking, 1, false);
        final Table table;
        try (Sampler sampler = new Sampler(TrainedModels.model(), 1, 0)) {
            table = sampler.next(ROWS);
        }
        final float[] logWeights = new float[ROWS];
        final float[] expected = raking.trees().logits(raking.bins().codes(table), ROWS);
        for (int r = 0; r < ROWS; r++) {
            logWeights[r] = -r / 4f;
            expected[r] += logWeights[r];
        }
        final RowBatch batch = RowBatch.of(null, logWeights, ROWS).with(table);
        final RowBatch scored = new ScoreStage(rejection, raking.trees()).apply(batch);
        assertArrayEquals(expected, scored.logits());
        assertEquals(ROWS, scored.cells().rows());
        assertNull(new ScoreStage(rejection, null).apply(batch).logits(), "the sampler scores the rows itself");
    }
}
