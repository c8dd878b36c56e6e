// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import static io.nifigan.bench.BenchRun.bench;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.bench.BenchRun;
import io.nifigan.model.GANModel;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PrivacyCommandsTest {
    private static final String SCHEMA = """
            {"rows": 1000, "columns": {"amount": {"min": 0, "max": 10, "decimals": 2}, "kind": {"values": ["0", "1", \
            "2"]}}}""";

    @TempDir
    private Path folder;

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
        final Object[] arguments = {
            "fit", train(), rows, "--epsilon", 3, "--bounds", bounds, "--target", "kind", "--model", model
        };
        final Object[] all = Arrays.copyOf(arguments, arguments.length + small.length);
        System.arraycopy(small, 0, all, arguments.length, small.length);
        final BenchRun outcome = bench(all);
        assertEquals(0, outcome.code(), outcome.err());
        try (InputStream in = Files.newInputStream(model)) {
            final PrivacyReport report = GANModel.read(in).privacy().orElseThrow();
            assertEquals(3, report.epsilon());
            final Table made = CsvTables.read(rows, Map.of()).build();
            assertEquals(report.records(), made.rows(), "as many rows as there were records by the noisy counts");
        }
        final BenchRun unbounded = bench("fit", train(), rows, "--epsilon", 3);
        assertEquals(1, unbounded.code());
        assertTrue(
                unbounded.err().contains("--epsilon needs --bounds FILE")
                        && unbounded.err().lines().count() == 1,
                unbounded.err());
        Files.writeString(bounds, SCHEMA.replace("\"kind\"", "\"sort\""));
        final BenchRun unknown = bench("fit", train(), rows, "--epsilon", 3, "--bounds", bounds);
        assertEquals(1, unknown.code());
        assertTrue(
                unknown.err().contains("says nothing of kind")
                        && unknown.err().lines().count() == 2,
                unknown.err());
    }

    @Test
    void writesASchemaToFillInThatHoldsNoValue() throws IOException {
        final BenchRun outcome = bench("bounds", train(), "--categorical", "kind");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(
                outcome.out().contains("\"amount\"")
                        && outcome.out().contains("\"min\" : \"?\"")
                        && outcome.out().contains("\"values\" : [ ]"),
                outcome.out());
        assertFalse(outcome.out().contains("4.75"), outcome.out());
        final Path bounds = Files.writeString(folder.resolve("bounds.json"), outcome.out());
        assertEquals(
                1,
                bench("fit", train(), folder.resolve("rows.csv"), "--epsilon", 1, "--bounds", bounds)
                        .code(),
                "it has to be filled in");
    }

    @Test
    void distinguishabilityBoundsEpsilonFromBelow() {
        final int[] high = new int[200];
        final int[] low = new int[200];
        Arrays.fill(high, 5);
        // Of 100 against 100 that are always distinguished: at least .9637 hits, at most .0362 alarms.
        assertEquals(
                Math.log((.96378 - 1e-5) / .03622),
                AuditResult.of(high, low, 1e-5).epsilon(),
                .01);
        Arrays.setAll(low, i -> 5 * (i % 2));
        Arrays.setAll(high, i -> 5 * (i % 2));
        assertEquals(0, AuditResult.of(high, low, 1e-5).epsilon());
    }

    @Test
    void auditsAndLooksForCanaries() {
        final BenchRun audit = bench("audit", "--models", 4, "--steps", 5);
        assertEquals(0, audit.code(), audit.err());
        for (final String name : List.of(
                "epsilon_claimed 1.0",
                "epsilon_at_least ",
                "noise_off_epsilon_at_least ",
                "hits ",
                "false_alarms ",
                "audit inconclusive")) {
            assertTrue(audit.out().lines().anyMatch(line -> line.startsWith(name)), audit.out());
        }
        final BenchRun canaries = bench("canaries", "--rows", 3_000, "--steps", 10, "--epsilon", 20);
        assertEquals(0, canaries.code(), canaries.out() + canaries.err());
        assertEquals(
                List.of("canaries_planted 800", "canaries_in_model_file 0", "canaries_in_rows 0 of 3000 rows"),
                canaries.out().lines().toList());
    }

    @Test
    void saysWhatErrorToExpectBeforeItReadsOrRefuses() throws IOException {
        final Path bounds = Files.writeString(folder.resolve("bounds.json"), SCHEMA);
        final BenchRun refused = bench(
                "fit", folder.resolve("none.csv"), folder.resolve("rows.csv"), "--epsilon", .01, "--bounds", bounds);
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("With about 1,000 records, an epsilon of 0.01 puts noise of"), refused.err());
        final BenchRun told = bench(
                "fit", folder.resolve("none.csv"), folder.resolve("rows.csv"), "--epsilon", 3, "--bounds", bounds);
        assertTrue(
                told.err().startsWith("An epsilon of 3.0 puts noise of ")
                        && told.err().contains("single columns will be off by some"),
                told.err());
    }

    @Test
    void oneCommandFillsTheTable() throws IOException {
        final Path bounds = Files.writeString(folder.resolve("bounds.json"), SCHEMA);
        final Path peer = Files.writeString(
                folder.resolve("peer"),
                "#!/bin/sh\n[ $2 = mst ] || { echo no such method >&2; exit 3; }\ncp \"$6\" "
                        + "\"$8\"\necho seconds 12\necho cpu_seconds 34\n");
        assertTrue(peer.toFile().setExecutable(true));
        final BenchRun outcome = bench(
                "private",
                train(),
                train(),
                "--bounds",
                bounds,
                "--target",
                "kind",
                "--epsilons",
                "2",
                "--repeats",
                1,
                "--steps",
                20,
                "--threads",
                1,
                "--rows-only",
                "--peers",
                peer,
                "--methods",
                "mst,aim");
        assertEquals(0, outcome.code(), outcome.err());
        final List<String> lines = outcome.out().lines().toList();
        assertEquals(7, lines.size(), outcome.out());
        assertTrue(
                lines.get(2).startsWith("| nifi-gan, noisy tables only | 2 | ")
                        && lines.get(3).startsWith("| nifi-gan | 2 | "),
                outcome.out());
        assertTrue(
                lines.get(4).startsWith("| smartnoise-synth, mst | 2 | ")
                        && lines.get(4).endsWith("| 0.00 | 0.00 | 1.00 | 12 | 34 |"),
                "the very rows: " + lines.get(4));
        assertTrue(
                lines.get(5).equals("| smartnoise-synth, aim | 2 | failed: no such method | | | | | |"), lines.get(5));
        assertTrue(lines.get(6).startsWith("| nifi-gan, ordinary mode | none | "), lines.get(6));
    }
}
