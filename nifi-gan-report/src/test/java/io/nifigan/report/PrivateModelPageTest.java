// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.fit.HeldOutRows;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.GANModel;
import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.sample.Sampler;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PrivateModelPageTest {
    private static final String SCHEMA =
            "{\"rows\": 1500, \"columns\": {\"amount\": {\"min\": 0, \"max\": 100, \"decimals\": "
                    + "0}, \"member\": {\"values\": [\"no\", \"yes\"]}}}";
    private static final List<Field> FIELDS =
            List.of(new Field("amount", ValueType.STRING), new Field("member", ValueType.STRING));

    private static Table table() throws PrivacyException {
        final TableBuilder builder =
                TableBuilder.forColumns(PrivateSynthesis.columns(FIELDS, PublicSchema.parse(SCHEMA)));
        for (int row = 0; row < 1_500; row++) {
            builder.add(new Object[] {Integer.toString(row % 90), row % 90 > 40 ? "yes" : "no"});
        }
        return builder.build();
    }

    private static GANModel model(final Table table) throws PrivacyException, TrainingException {
        return new PrivateFitter(
                        TrainingSettings.defaults()
                                .withMaxSteps(20)
                                .withNetwork(8, 16, 1)
                                .withBatchSize(32)
                                .withThreads(1),
                        new PrivacySettings(4, 0, PublicSchema.parse(SCHEMA), List.of(), null, 1, BitSource.secure()))
                .fit(table, new TrainingListener() {});
    }

    @Test
    void showsTheGuaranteeAndNothingAboutTheRows() throws Exception {
        final Table table = table();
        final GANModel model = model(table);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelPage.write(model, out);
        final String page = out.toString(StandardCharsets.UTF_8);
        assertTrue(page.contains("ε = 4.0"), "the promise");
        assertTrue(page.contains("It was trained under differential privacy"));
        assertFalse(page.contains("Held-out rows"), "no rows were");
        sayAllOfTheLedger(page, model.privacy().orElseThrow());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> HeldOutRows.of(model, table))
                .getMessage()
                .contains("private training holds no rows out"));
    }

    @Test
    void aReportOnItsRowsHasTheGuaranteeAndItsLedgerAlsoAfterJson() throws Exception {
        final Table table = table();
        final GANModel model = model(table);
        final Table rows;
        try (Sampler sampler = new Sampler(model, 1, 0)) {
            rows = sampler.next(500);
        }
        final Evaluation evaluation = new Evaluator(
                        EvaluationSettings.defaults().withAttacks(100).withThreads(1))
                .evaluate(table, rows, null, model);
        final Evaluation read = EvaluationJson.read(
                new ByteArrayInputStream(EvaluationJson.text(evaluation).getBytes(StandardCharsets.UTF_8)));
        assertEquals(model.privacy().orElseThrow(), read.model().privacy());
        assertEquals(
                model.privacy().orElseThrow().records(), read.model().rows(), "not the rows drawn from noisy tables");
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportPage.write(read, "customers", Instant.EPOCH, out);
        sayAllOfTheLedger(out.toString(StandardCharsets.UTF_8), model.privacy().orElseThrow());
        final JsonNode json = new ObjectMapper().readTree(EvaluationJson.text(evaluation));
        assertEquals(
                Set.of(),
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("..", "docs", "evaluation.schema.json")))
                        .validate(json));
        final ObjectNode promise = (ObjectNode) json.path("model").path("privacy");
        promise.put("epsilon", .1);
        assertThrows(
                IOException.class,
                () -> EvaluationJson.read(
                        new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8))),
                "a ledger that does not add up");
    }

    /**
     * What a privacy officer signs: the guarantee, mechanisms with their noise and cost, public facts, functions
     * switched off, and what is not guaranteed.
     */
    private static void sayAllOfTheLedger(final String page, final PrivacyReport report) {
        for (final String words : List.of(
                "at most 54.60 times as likely after adding or removing one record",
                "differential privacy with an epsilon of 4.0",
                "The noise came from a cryptographic generator.",
                "amount: integer from 0 to 100",
                "member: one of [no, yes]",
                "detecting rules between columns",
                "Each further training on the same records spends anew",
                "discrete Gaussian noise on counts",
                "selection by the exponential mechanism",
                "amount x member",
                "where to cut amount, level 1",
                "ε 4.0, δ")) {
            assertTrue(page.contains(words), words);
        }
        assertEquals(
                report.charges().size(),
                Pattern.compile("</td><td class=\"n\">(σ|ε) [^<]*</td><td class=\"n\">[^<]*</td></tr>")
                        .matcher(page)
                        .results()
                        .count(),
                "every charge has a line");
    }
}
