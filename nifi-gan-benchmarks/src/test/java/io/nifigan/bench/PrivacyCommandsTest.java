// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GanModel;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyCommandsTest {
    private static final String SCHEMA = """
            {"rows": 1000, "columns": {"amount": {"least": 0, "most": 10, "decimals": 2}, "kind": {"values": ["0", "1", "2"]}}}""";

    @TempDir
    private Path folder;

    private record Outcome(int code, String out, String err) {
    }

    private static Outcome bench(final Object... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        final int code = Bench.run(texts, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Outcome(code, out.toString(), err.toString());
    }

    private Path train() throws IOException {
        final StringBuilder csv = new StringBuilder("amount,kind\n");
        for (int r = 0; r < 1_003; r++) {
            csv.append(r % 20 / 4.).append(',').append(r % 3).append('\n');
        }
        return Files.writeString(folder.resolve("train.csv"), csv);
    }

    @Test
    void trainsPrivatelyWithBoundsOnly() throws IOException {
        final Path bounds = Files.writeString(folder.resolve("bounds.json"), SCHEMA);
        final Path rows = folder.resolve("rows.csv");
        final Path model = folder.resolve("model.zip");
        final Object[] small = {"--steps", 20, "--width", 16, "--blocks", 1, "--latent", 4, "--threads", 1};
        final Object[] arguments = {"fit", train(), rows, "--epsilon", 3, "--bounds", bounds, "--target", "kind", "--model", model};
        final Object[] all = Arrays.copyOf(arguments, arguments.length + small.length);
        System.arraycopy(small, 0, all, arguments.length, small.length);
        final Outcome outcome = bench(all);
        assertEquals(0, outcome.code, outcome.err);
        try (InputStream in = Files.newInputStream(model)) {
            final PrivacyReport report = GanModel.read(in).privacy().orElseThrow();
            assertEquals(3, report.epsilon());
            final Table made = CsvTables.read(rows, Map.of()).build();
            assertEquals(report.records(), made.rows(), "as many rows as there were records by the noisy counts");
        }
        final Outcome unbounded = bench("fit", train(), rows, "--epsilon", 3);
        assertEquals(1, unbounded.code);
        assertTrue(unbounded.err.contains("--epsilon needs --bounds FILE") && unbounded.err.lines().count() == 1, unbounded.err);
        Files.writeString(bounds, SCHEMA.replace("\"kind\"", "\"sort\""));
        final Outcome unknown = bench("fit", train(), rows, "--epsilon", 3, "--bounds", bounds);
        assertEquals(1, unknown.code);
        assertTrue(unknown.err.contains("says nothing of kind") && unknown.err.lines().count() == 1, unknown.err);
    }

    @Test
    void writesASchemaToFillInThatHoldsNoValue() throws IOException {
        final Outcome outcome = bench("bounds", train(), "--categorical", "kind");
        assertEquals(0, outcome.code, outcome.err);
        assertTrue(outcome.out.contains("\"amount\"") && outcome.out.contains("\"least\" : \"?\"") && outcome.out.contains("\"values\" : [ ]"), outcome.out);
        assertFalse(outcome.out.contains("4.75"), outcome.out);
        final Path bounds = Files.writeString(folder.resolve("bounds.json"), outcome.out);
        assertEquals(1, bench("fit", train(), folder.resolve("rows.csv"), "--epsilon", 1, "--bounds", bounds).code, "it has to be filled in");
    }

    @Test
    void howWellFiguresAreToldApartBoundsEpsilonFromBelow() {
        final int[] high = new int[200];
        final int[] low = new int[200];
        Arrays.fill(high, 5);
        // Of 100 against 100 that are always told apart: at least .9637 hits, at most .0362 alarms.
        assertEquals(Math.log((.96378 - 1e-5) / .03622), TellingApart.of(high, low, 1e-5).epsilon(), .01);
        Arrays.setAll(low, i -> 5 * (i % 2));
        Arrays.setAll(high, i -> 5 * (i % 2));
        assertEquals(0, TellingApart.of(high, low, 1e-5).epsilon());
    }

    @Test
    void auditsAndLooksForCanaries() {
        final Outcome audit = bench("audit", "--models", 4, "--steps", 5);
        assertEquals(0, audit.code, audit.err);
        for (final String name : List.of("epsilon_claimed 1.0", "epsilon_at_least ", "noise_off_epsilon_at_least ", "hits ", "false_alarms ", "audit says nothing")) {
            assertTrue(audit.out.lines().anyMatch(line -> line.startsWith(name)), audit.out);
        }
        final Outcome canaries = bench("canaries", "--rows", 3_000, "--steps", 10, "--epsilon", 20);
        assertEquals(0, canaries.code, canaries.out + canaries.err);
        assertEquals(List.of("canaries_planted 800", "canaries_in_model_file 0", "canaries_in_rows 0 of 3000 rows"), canaries.out.lines().toList());
    }
}
