// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.fit.HeldOutRows;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.GanModel;
import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateModelPageTest {
    private static final String SCHEMA = "{\"rows\": 1500, \"columns\": {\"amount\": {\"least\": 0, \"most\": 100, \"decimals\": 0}, \"member\": {\"values\": [\"no\", \"yes\"]}}}";
    private static final List<Field> FIELDS = List.of(new Field("amount", ValueType.STRING), new Field("member", ValueType.STRING));

    @Test
    void saysWhatIsPromisedAndNothingOfTheRows() throws Exception {
        final TableBuilder builder = TableBuilder.forColumns(PrivateSynthesis.columns(FIELDS, PublicSchema.parse(SCHEMA)));
        for (int row = 0; row < 1_500; row++) {
            builder.add(new Object[] {Integer.toString(row % 90), row % 90 > 40 ? "yes" : "no"});
        }
        final Table table = builder.build();
        final GanModel model = new PrivateFitter(TrainingSettings.defaults().withMaxSteps(20).withNetwork(8, 16, 1).withBatchSize(32).withThreads(1),
                new PrivacySettings(4, 0, PublicSchema.parse(SCHEMA), List.of(), null, 1, BitSource.secure())).fit(table, new TrainingListener() { });
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelPage.write(model, out);
        final String page = out.toString(StandardCharsets.UTF_8);
        assertTrue(page.contains("ε = 4.0"), "the promise");
        assertTrue(page.contains("It was trained privately"));
        assertFalse(page.contains("Of these held out"), "no rows were");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> HeldOutRows.of(model, table)).getMessage().contains("private training holds no rows out"));
    }
}
