// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldOutRowsTest {
    private static final List<Field> FIELDS =
            List.of(new Field("amount", ValueType.DOUBLE), new Field("city", ValueType.STRING));
    private static final String[] CITIES = {"Cork", "Bergen", "Espoo"};
    private static final TrainingSettings SETTINGS = TrainingSettings.defaults()
            .withMaxSteps(2)
            .withNetwork(8, 16, 1)
            .withBatchSize(32)
            .withThreads(1)
            .withSeed(9)
            .withTargets(List.of("city"));

    private static Table fill(final TableBuilder builder, final int rows) {
        for (int row = 0; row < rows; row++) {
            builder.add(new Object[] {row * 1.25, CITIES[row * 7 % 3]});
        }
        return builder.build();
    }

    private static GANModel trainedOn(final int rows) throws TrainingException {
        return new ModelFitter(SETTINGS).fit(fill(new TableBuilder(FIELDS, Map.of()), rows), new TrainingListener() {});
    }

    @Test
    void areThoseThatTheTrainingHeldOut() throws TrainingException {
        final GANModel model = trainedOn(200);
        final Split kept = Split.of(
                fill(new TableBuilder(FIELDS, Map.of()), 200),
                SETTINGS.heldOutShare(),
                1,
                RandomStream.stream(SETTINGS.seed(), 0));
        final HeldOutRows again = HeldOutRows.of(model, fill(TableBuilder.forColumns(model.columns()), 200));
        assertEquals(model.provenance().heldOut(), again.heldOut().rows());
        assertArrayEquals(kept.heldOut().numbers(0), again.heldOut().numbers(0));
        assertArrayEquals(kept.training().numbers(0), again.training().numbers(0));
    }

    @Test
    void smallTablesHaveNone() throws TrainingException {
        final GANModel model = trainedOn(60);
        final HeldOutRows rows = HeldOutRows.of(model, fill(TableBuilder.forColumns(model.columns()), 60));
        assertNull(rows.heldOut());
        assertEquals(60, rows.training().rows());
    }

    @Test
    void otherTablesAreRefused() throws TrainingException {
        final GANModel model = trainedOn(200);
        final List<Column> columns = model.columns();
        final String few = assertThrows(
                        IllegalArgumentException.class,
                        () -> HeldOutRows.of(model, fill(TableBuilder.forColumns(columns), 199)))
                .getMessage();
        assertTrue(few.contains("199 real rows, but the model was trained on 200"), few);
        assertThrows(
                IllegalArgumentException.class,
                () -> HeldOutRows.of(
                        model,
                        fill(
                                new TableBuilder(List.of(FIELDS.get(0), new Field("town", ValueType.STRING)), Map.of()),
                                200)));
    }
}
