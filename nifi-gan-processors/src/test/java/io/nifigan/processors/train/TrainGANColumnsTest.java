// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of each column is said before the training, in the log, the attributes, the report and verification. */
class TrainGANColumnsTest {
    private static final List<String> REPS = List.of(
            "Anna Smith", "James Miller", "Maria Davis", "Peter Wilson", "Laura Moore", "Robert Taylor", "Sarah Clark");

    private TestRunner runner;

    @BeforeEach
    void quickTraining() {
        runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
    }

    private MockFlowFile trained(final String csv) {
        runner.enqueue(csv);
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        return runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
    }

    /** The warnings about columns; a reader that infers types has one of its own. */
    private List<String> warnings() {
        return runner.getLogger().getWarnMessages().stream()
                .map(LogMessage::getMsg)
                .filter(message -> message.contains("Column '"))
                .toList();
    }

    private ConfigVerificationResult verified() {
        final Map<String, ConfigVerificationResult> steps = ((TrainGAN) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of()).stream()
                        .collect(Collectors.toMap(
                                ConfigVerificationResult::getVerificationStepName, Function.identity()));
        return steps.get("Recognise Columns");
    }

    @Test
    void eachColumnHasALineBeforeTheTraining() {
        final MockFlowFile model = trained(Customers.csv(300));
        final List<String> log = runner.getLogger().getInfoMessages().stream()
                .map(LogMessage::getMsg)
                .toList();

        final int age = index(log, "Column age: integer");
        assertTrue(age >= 0, log::toString);
        assertTrue(index(log, "Column income: decimal") > age, log::toString);
        assertTrue(age < index(log, "Training: step"), "before the first step");
        assertTrue(index(log, "Made anew in their shape, not learnt: id, name") >= 0, log::toString);
        assertEquals(List.of(), warnings());
        model.assertAttributeNotExists("gan.columns.warnings");
        final String verdicts = model.getAttribute("gan.columns.verdicts");
        assertTrue(verdicts.startsWith("id: identifier, not learnt: made anew in its shape; name: "), verdicts);
        assertTrue(verdicts.endsWith("; joined: date; written like 2024-01-31"), verdicts);
    }

    private static int index(final List<String> log, final String text) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).contains(text)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void namesOfPersonsAreWarnedOfEverywhere() {
        runner.addConnection("report");
        final MockFlowFile model = trained(Customers.csvWith("sales_rep", 400, row -> REPS.get(row % REPS.size())));

        assertEquals(1, warnings().size(), warnings()::toString);
        final String warning = warnings().getFirst();
        assertTrue(warning.contains("'sales_rep'") && warning.contains("names of persons"), warning);
        model.assertAttributeEquals("gan.columns.warnings", warning.substring(warning.indexOf("Column 'sales_rep'")));
        final String page =
                runner.getFlowFilesForRelationship(TrainGAN.REPORT).getFirst().getContent();
        final int kept = page.indexOf("Not learnt, or not kept as it is");
        assertTrue(kept > 0 && kept < page.indexOf("id=\"privacy\""), "at the top of the report");
        assertTrue(page.indexOf("seems to hold names of persons", kept) > 0, "and which column it is");
        assertTrue(verified().getExplanation().contains("names of persons"), verified()::getExplanation);
        REPS.forEach(name -> {
            assertFalse(warning.contains(name), warning);
            assertFalse(verified().getExplanation().contains(name));
        });
    }

    @Test
    void verificationKnowsTheRecordsReadLast() {
        assertEquals(Outcome.SKIPPED, verified().getOutcome());
        trained(Customers.csv(300));

        assertEquals(Outcome.SUCCESSFUL, verified().getOutcome());
        final String explanation = verified().getExplanation();
        assertTrue(explanation.startsWith("The 300 records read last"), explanation);
        assertTrue(explanation.contains("age: integer. income: decimal"), explanation);
    }

    @Test
    void attributesStayShort() {
        final String names = "n".repeat(60);
        final StringBuilder csv = new StringBuilder("amount");
        for (int c = 0; c < 150; c++) {
            csv.append(',').append(names).append(c);
        }
        for (int r = 0; r < 60; r++) {
            csv.append('\n').append(r % 7);
            for (int c = 0; c < 150; c++) {
                csv.append(',').append((r * 31 + c) % 11);
            }
        }
        final String verdicts = trained(csv.append('\n').toString()).getAttribute("gan.columns.verdicts");

        assertTrue(verdicts.length() < 4_100, () -> "characters: " + verdicts.length());
        assertTrue(verdicts.matches(".*; and \\d+ more"), verdicts);
    }
}
