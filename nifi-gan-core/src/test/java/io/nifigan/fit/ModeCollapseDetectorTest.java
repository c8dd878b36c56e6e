// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.TimeBudget;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.evaluate.similarity.TableComparison;
import io.nifigan.model.TrainedModels;
import io.nifigan.protect.Protection;
import io.nifigan.table.Table;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.GANTrainer;
import io.nifigan.train.TrainingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModeCollapseDetectorTest {
    private static final Table TABLE = TrainedModels.table(300, 1);

    /** The table with one row's value of a column in all rows, the others as they were. */
    private static Table withOneValue(final int column) {
        final double[][] numbers = new double[TABLE.columns().size()][];
        final int[][] codes = new int[TABLE.columns().size()][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < numbers.length; c++) {
            numbers[c] = TABLE.numbers(c);
            codes[c] = TABLE.codes(c);
            dictionaries.add(TABLE.dictionary(c));
        }
        numbers[column] = new double[TABLE.rows()];
        Arrays.fill(numbers[column], 1e9);
        return new Table(TABLE.columns(), TABLE.rows(), numbers, codes, dictionaries);
    }

    @Test
    void aColumnThatWasGoodAndIsLostIsNamed() {
        final int amount = 2;
        final TableComparison sound = new TableComparison(TABLE, TrainedModels.table(300, 2));
        final TableComparison lost = new TableComparison(TABLE, withOneValue(amount));
        assertEquals(100, lost.shapeError(amount), 1e-9);
        final ModeCollapseDetector detector = new ModeCollapseDetector(TABLE.columns());
        assertNull(detector.find(lost), "it was never good");
        assertNull(detector.find(sound));
        assertNull(detector.find(sound));
        final String wrong = detector.find(lost);
        assertTrue(
                wrong.startsWith("the column \"amount\" has collapsed")
                        && wrong.contains("to 100 %")
                        && wrong.contains("gradient penalty"),
                wrong);
        assertNull(detector.find(sound));
    }

    @Test
    void aCollapsedTrainingIsRolledBackToTheLastSoundMilestone() throws Exception {
        final TableEncoder encoder = EncoderFitter.fit(TABLE, TABLE, TABLE, Set.of(), List.of(), Protection.NONE);
        final EncodedTable encoded = encoder.encode(TABLE);
        final List<Integer> reports = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        try (GANTrainer trainer = new GANTrainer(encoded, TrainedModels.SMALL.withMaxSteps(100))) {
            trainer.train(
                    TimeBudget.of(Duration.ofMinutes(5)),
                    Checkpoints.none(),
                    new TrainingListener() {
                        @Override
                        public void note(final String what) {
                            notes.add(what);
                        }
                    },
                    (step, planned, left, losses) -> {
                        reports.add(step);
                        return reports.size() == 5 ? "a column is lost" : null;
                    });
            assertEquals(100, trainer.steps());
        }
        assertEquals(List.of(10, 20, 30, 40, 50, 50, 60, 70, 80, 90, 100), reports);
        assertEquals(
                List.of("The training diverged by step 50, and went back to step 40 to go on with half the "
                        + "learning rate: a column is lost"),
                notes);
    }
}
