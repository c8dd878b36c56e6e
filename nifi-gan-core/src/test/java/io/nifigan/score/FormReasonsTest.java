// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FormReasonsTest {
    private static final int ROWS = 800;

    /** A table of timestamps with the UTC offset of their season. */
    private static Table readings() {
        final SplittableRandom random = new SplittableRandom(4);
        final TableBuilder builder = new TableBuilder(
                List.of(new Field("at", ValueType.STRING), new Field("load", ValueType.DOUBLE)), Map.of());
        for (int r = 0; r < ROWS; r++) {
            final int month = random.nextInt(1, 13);
            builder.add(new Object[] {
                "2023-%02d-%02dT%02d:00:00+0%d:00"
                        .formatted(month, random.nextInt(1, 29), random.nextInt(24), month > 3 && month < 11 ? 2 : 1),
                random.nextInt(100, 200) / 1.
            });
        }
        return builder.build();
    }

    @Test
    void aFormThatDoesNotFitIsAReasonInItsField() throws TrainingException {
        final Table real = readings();
        assertEquals(3, real.columns().size(), "the offsets are a column");
        final GANModel model = new ModelFitter(
                        TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(100))
                .fit(real, new TrainingListener() {});
        final TableBuilder odd = TableBuilder.forColumns(model.columns());
        odd.add(new Object[] {"2023-07-14T10:00:00+01:00", 150.});
        odd.add(new Object[] {"2023-12-14T10:00:00+02:00", 150.});
        try (Scorer scorer = new Scorer(model)) {
            for (final List<Reason> reasons : scorer.reasons(odd.build())) {
                // The month determines the offset here, which is a rule.
                assertEquals(
                        "month(at) → \"at (form)\" broken", reasons.getFirst().text());
                assertEquals(
                        List.of(),
                        reasons.stream()
                                .skip(1)
                                .map(Reason::column)
                                .filter(column -> !Set.of("load", "at").contains(column))
                                .toList());
            }
        }
    }
}
