// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.Flow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate with its default properties: what it refuses, and that it accepts other real rows. */
@Tag("slow")
class VerdictGateTest {
    private static final String HEADER = "length,width,weight,shop,city,zip,kind,bought\n";
    private static final int ROWS = 600;
    private static final int LENGTH = 0;
    private static final int KIND = 6;

    private TestRunner runner;

    @BeforeEach
    void allDefaults() {
        runner = Flow.runner(new EvaluateSynthetic());
        Flow.csvReader(runner);
        Flow.set(runner, Map.of("Held-Out Records", "FlowFile", "Number of Attacks", "400", "Processor Cores", "2"));
    }

    /** Sizes that depend on each other and on the kind; a zip code that determines its city; eight kinds. */
    private static List<String[]> rows(final int count, final long seed) {
        final Random random = new Random(seed);
        final List<String[]> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            final double length = 10 + 2 * random.nextGaussian();
            final int zip = 100 + random.nextInt(40);
            final int kind = (int) Math.clamp(Math.round((length - 10) / 1.5 + 4 + .6 * random.nextGaussian()), 0, 7);
            rows.add(new String[] {
                "%.3f".formatted(length),
                "%.3f".formatted(length / 2 + .3 * random.nextGaussian()),
                "%.2f".formatted(length * length * (1 + .1 * random.nextGaussian())),
                "shop " + random.nextInt(5),
                "city " + zip / 10,
                "Z" + zip,
                "kind " + kind,
                random.nextInt(8) < kind ? "yes" : "no"
            });
        }
        return rows;
    }

    private static String csv(final List<String[]> rows) {
        return HEADER + rows.stream().map(row -> String.join(",", row) + "\n").collect(Collectors.joining());
    }

    private static void shuffle(final List<String[]> rows, final int column, final long seed) {
        final List<String> values =
                new ArrayList<>(rows.stream().map(row -> row[column]).toList());
        Collections.shuffle(values, new Random(seed));
        IntStream.range(0, rows.size()).forEach(r -> rows.get(r)[column] = values.get(r));
    }

    private void evaluate(final List<String[]> synthetic, final boolean heldOut) {
        enqueue("real", rows(ROWS, 1));
        enqueue("synthetic", synthetic);
        if (heldOut) {
            enqueue("held-out", rows(ROWS / 2, 3));
        } else {
            runner.setProperty("Held-Out Records", "None");
        }
        runner.run();
        runner.assertTransferCount(EvaluateSynthetic.FAILURE, 0);
    }

    private void enqueue(final String role, final List<String[]> rows) {
        runner.enqueue(csv(rows), Map.of("gan.role", role, "gan.model.id", "a", "filename", role + ".csv"));
    }

    /** The reasons for a rejection, for the attribute and the bulletin. */
    private String missed() {
        runner.assertTransferCount(EvaluateSynthetic.REJECTED, 1);
        final MockFlowFile rejected =
                runner.getFlowFilesForRelationship(EvaluateSynthetic.REJECTED).getFirst();
        final String missed = rejected.getAttribute("gan.report.missed");
        assertTrue(
                runner.getLogger().getWarnMessages().stream()
                        .anyMatch(message -> message.getMsg().contains("rejected")),
                "a bulletin");
        return missed;
    }

    private void refusedFor(final String area) {
        final String missed = missed();
        assertTrue(missed.contains("Minimum Verdict is Fair, but the verdict on " + area + " is poor ("), missed);
    }

    @ParameterizedTest
    @CsvSource({"11, true", "12, true", "13, true", "14, false", "15, false"})
    void otherRealRowsPass(final long seed, final boolean heldOut) {
        runner.setProperty("Target Column", "bought");
        evaluate(rows(ROWS, seed), heldOut);
        assertEquals(
                List.of(),
                runner.getFlowFilesForRelationship(EvaluateSynthetic.REJECTED).stream()
                        .map(flowFile -> flowFile.getAttribute("gan.report.missed"))
                        .toList());
        final MockFlowFile accepted =
                runner.getFlowFilesForRelationship(EvaluateSynthetic.ACCEPTED).getFirst();
        assertEquals("", accepted.getAttribute("gan.report.missed"));
        // Nothing foretells 'bought' well enough to grade what rows are worth for it.
        assertEquals(
                heldOut
                        ? "Minimum Verdict (usefulness)"
                        : "Minimum Verdict (usefulness), Minimum Privacy Verdict (without held-out records)",
                accepted.getAttribute("gan.report.unchecked"));
        assertEquals(0, runner.getLogger().getWarnMessages().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shuffledColumnsAreRefused(final boolean heldOut) {
        final List<String[]> rows = rows(ROWS, 2);
        IntStream.range(0, rows.getFirst().length).forEach(column -> shuffle(rows, column, 50 + column));
        evaluate(rows, heldOut);
        refusedFor("similarity");
    }

    @Test
    void oneShuffledColumnIsRefused() {
        final List<String[]> rows = rows(ROWS, 2);
        shuffle(rows, KIND, 9);
        evaluate(rows, true);
        refusedFor("similarity");
        assertTrue(missed().contains("'kind', the column that loses most, keeps "), missed());
    }

    /** Its numbers are all within the range of the real ones. */
    @Test
    void oneColumnOfAnotherTableIsRefused() {
        final List<String[]> rows = rows(ROWS, 2);
        final Random random = new Random(4);
        rows.forEach(row -> row[LENGTH] = "%.3f".formatted(6 + 8 * Math.pow(random.nextDouble(), 3)));
        evaluate(rows, true);
        refusedFor("similarity");
    }

    @Test
    void absentClassesAreRefused() {
        final List<String[]> rows = rows(2 * ROWS, 2);
        // The rarer half of the kinds, which few rows have.
        rows.removeIf(row -> List.of("kind 0", "kind 1", "kind 6", "kind 7").contains(row[KIND]));
        evaluate(rows.subList(0, ROWS), true);
        refusedFor("similarity");
        assertTrue(missed().contains("frequent categories of 'kind' are absent"), missed());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void copiesAreRefused(final boolean heldOut) {
        evaluate(rows(ROWS, 1), heldOut);
        final String missed = missed();
        assertTrue(
                missed.startsWith("Minimum Privacy Verdict is Fair, but the verdict on privacy is poor ("
                        + (heldOut
                                ? "exact copies of training rows that are unlike all others: 100.0 % of"
                                : "100.0 % of the synthetic rows are exact copies of a real row")),
                missed);
        final MockFlowFile rejected =
                runner.getFlowFilesForRelationship(EvaluateSynthetic.REJECTED).getFirst();
        assertEquals(heldOut ? "exact copies" : null, rejected.getAttribute("gan.report.privacy.attack"));
    }

    @Test
    void minimumVerdictsCanBeSwitchedOffAndRaised() {
        Flow.set(runner, Map.of("Minimum Verdict", "None", "Minimum Privacy Verdict", "None"));
        evaluate(rows(ROWS, 1), false);
        runner.assertTransferCount(EvaluateSynthetic.ACCEPTED, 1);
        runner.clearTransferState();
        runner.setProperty("Minimum Privacy Verdict", "Good");
        evaluate(rows(ROWS, 5), false);
        final String missed = missed();
        assertTrue(
                missed.toLowerCase(Locale.ROOT).contains("verdict on privacy is fair (no held-out rows were given"),
                missed);
    }
}
