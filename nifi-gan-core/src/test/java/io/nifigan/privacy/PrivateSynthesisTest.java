// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PrivateSynthesisTest {
    private static final String SCHEMA = """
            {"rows": 3000, "columns": {
              "age": {"min": 0, "max": 120},
              "spent": {"min": 0, "max": 10000, "decimals": 2, "missing": true},
              "joined": {"min": "2020-01-01", "max": "2024-12-31", "kind": "date"},
              "plan": {"values": ["basic", "plus", "pro", "none"]},
              "left": {"values": ["no", "yes"]}}}
            """;
    private static final List<Field> FIELDS = List.of(
            new Field("age", ValueType.STRING),
            new Field("spent", ValueType.STRING),
            new Field("joined", ValueType.STRING),
            new Field("plan", ValueType.STRING),
            new Field("left", ValueType.STRING));

    private static Table table(final String schema, final int rows) throws PrivacyException {
        final TableBuilder builder =
                TableBuilder.forColumns(PrivateSynthesis.columns(FIELDS, PublicSchema.parse(schema)));
        final SplittableRandom random = new SplittableRandom(8);
        for (int r = 0; r < rows; r++) {
            final int plan = random.nextInt(3);
            final boolean left = random.nextDouble() < .1 + .3 * plan;
            final double spent = -Math.log(1 - random.nextDouble()) * 100 * (1 + 2 * plan);
            builder.add(new Object[] {
                Integer.toString(20 + random.nextInt(50)),
                random.nextInt(10) == 0 ? null : "%.2f".formatted(spent),
                LocalDate.of(2021, 1, 1).plusDays(random.nextInt(700)).toString(),
                List.of("basic", "plus", "pro").get(plan),
                left ? "yes" : "no"
            });
        }
        return builder.build();
    }

    private static PrivacySettings settings(final String schema, final double epsilon, final long seed)
            throws PrivacyException {
        return new PrivacySettings(
                epsilon, 0, PublicSchema.parse(schema), List.of("left"), null, 1, new RandomStream(seed)::nextLong);
    }

    private static PrivateSynthesis.Result make(final double epsilon, final long seed) throws PrivacyException {
        return PrivateSynthesis.synthesize(
                table(SCHEMA, 3_000), settings(SCHEMA, epsilon, seed), seed, Cancellation.never());
    }

    private static double share(final Table table, final int column, final String value) {
        double count = 0;
        for (int r = 0; r < table.rows(); r++) {
            count += value.equals(String.valueOf(table.value(column, r))) ? 1. / table.rows() : 0;
        }
        return count;
    }

    @Test
    void rowsAreLikeTheRecordsWithinTheNoise() throws Exception {
        final Table made = make(8, 1).rows();
        final Table real = table(SCHEMA, 3_000);
        assertEquals(share(real, 4, "yes"), share(made, 4, "yes"), .03);
        assertEquals(share(real, 3, "pro"), share(made, 3, "pro"), .03);
        assertEquals(share(real, 1, "null"), share(made, 1, "null"), .03);
        double leftOfPro = 0;
        double leftOfBasic = 0;
        double days = 0;
        for (int r = 0; r < made.rows(); r++) {
            leftOfPro += "pro".equals(made.value(3, r)) && "yes".equals(made.value(4, r)) ? 1 : 0;
            leftOfBasic += "basic".equals(made.value(3, r)) && "yes".equals(made.value(4, r)) ? 1 : 0;
            days += made.numbers(2)[r] / made.rows();
        }
        assertTrue(leftOfPro > 3 * leftOfBasic, "7 in 10 of the one leave, 1 in 10 of the other");
        assertEquals(LocalDate.of(2021, 12, 16).toEpochDay(), days, 25);
        assertTrue(((String) made.value(2, 0)).matches("202[0-4]-\\d\\d-\\d\\d"));
    }

    @Test
    void theLedgerListsAllQueriesAndStaysWithinEpsilon() throws Exception {
        final PrivacyReport report = make(2, 3).report();
        final double sum = report.charges().stream().mapToDouble(Charge::rho).sum();
        assertEquals(report.rho(), sum, 1e-12);
        assertTrue(ConcentratedPrivacy.epsilon(sum, report.delta()) <= 2);
        assertTrue(sum > .98 * ConcentratedPrivacy.rho(2, report.delta()), "hardly anything is left unspent");
        assertEquals(1 / 30_000., report.delta(), 1e-12);
        // Two columns of numbers and one of days, each cut in six rounds; five single columns; a choice and a table in
        // each round.
        final long gaussian = report.charges().stream()
                .filter(charge -> charge.mechanism() == Mechanism.GAUSSIAN)
                .count();
        final long choices = report.charges().stream()
                .filter(charge -> charge.subject().startsWith("a choice"))
                .count();
        assertEquals(8, choices);
        assertEquals(5 + choices, gaussian);
        assertEquals(report.charges().size(), gaussian + choices + 3 * 6);
        assertFalse(report.secure(), "a source with a seed protects nobody, and the report says so");
        assertTrue(report.taken().stream().anyMatch(line -> line.contains("age: integer from 0 to 120")));
    }

    @Test
    void otherNoiseGivesOtherRowsAndTheSameGivesTheSame() throws Exception {
        final double[] one = make(2, 4).rows().numbers(0);
        assertTrue(java.util.Arrays.equals(one, make(2, 4).rows().numbers(0)));
        assertNotEquals(
                java.util.Arrays.hashCode(one),
                java.util.Arrays.hashCode(make(2, 5).rows().numbers(0)));
    }

    @Test
    void whatIsNeitherPublicNorChargedIsRefused() throws Exception {
        final PrivacyException unknown = assertThrows(
                PrivacyException.class,
                () -> PrivateSynthesis.columns(
                        Stream.concat(FIELDS.stream(), Stream.of(new Field("city", ValueType.STRING)))
                                .toList(),
                        PublicSchema.parse(SCHEMA)));
        assertTrue(
                unknown.getMessage().contains("city") && unknown.getMessage().contains("\"values\""),
                unknown::getMessage);
        final PrivacyException absent = assertThrows(
                PrivacyException.class,
                () -> PrivateSynthesis.columns(FIELDS.subList(0, 4), PublicSchema.parse(SCHEMA)));
        assertTrue(absent.getMessage().contains("left"), absent::getMessage);
        for (final String[] wrong : new String[][] {
            {"\"max\": 120", "\"mist\": 120"},
            {"\"max\": 120", "\"max\": -1"},
            {"[\"no\", \"yes\"]", "[]"},
            {"\"rows\": 3000", "\"rows\": -3"},
            {"{\"min\": 0, \"max\": 120}", "17"},
            {"\"2020-01-01\"", "\"yesterday\""}
        }) {
            final String schema = SCHEMA.replace(wrong[0], wrong[1]);
            assertThrows(
                    PrivacyException.class,
                    () -> PrivateSynthesis.synthesize(
                            table(schema, 50), settings(schema, 1, 1), 1, Cancellation.never()),
                    () -> "%s for %s".formatted(wrong[1], wrong[0]));
        }
    }

    @Test
    void tooFewRecordsForTheNoiseAreRefusedBeforeAnythingIsSpent() throws Exception {
        final String schema = SCHEMA.replace("3000", "200");
        final PrivacyException few = assertThrows(
                PrivacyException.class,
                () -> PrivateSynthesis.synthesize(
                        table(schema, 200), settings(schema, .3, 1), 1, Cancellation.never()));
        assertTrue(
                few.getMessage()
                        .matches("With about 200 records, an epsilon of 0.3 puts noise of \\d+ on every count: .*"),
                few::getMessage);
    }

    @Test
    void aSchemaThatHardlyAnyRecordFitsIsRefused() throws Exception {
        final String schema = SCHEMA.replace("\"basic\", \"plus\"", "\"Basic\", \"Plus\"");
        final PrivacyException wrong = assertThrows(
                PrivacyException.class,
                () -> PrivateSynthesis.synthesize(
                        table(schema, 3_000), settings(schema, 2, 1), 1, Cancellation.never()));
        assertTrue(
                wrong.getMessage().matches("Only about [\\d,]+ of some 3,000 records fit the public schema: .*"),
                wrong::getMessage);
    }

    @Test
    void endsWhenCancelled() throws Exception {
        assertNull(PrivateSynthesis.synthesize(
                        table(SCHEMA, 3_000), settings(SCHEMA, 2, 1), 1, Cancellation.when(() -> true))
                .rows());
    }

    /** How many of the values that one planted record alone has are in the rows. */
    private static int planted(final boolean plant, final double epsilon, final long seed) throws PrivacyException {
        final String schema = """
                {"rows": 1000, "columns": {"a": {"values": ["x", "y", "z"]}, "b": {"values": ["x", "y", "z"]}, "c": \
                {"values": ["x", "y", "z"]}}}""";
        final List<Field> fields = Stream.of("a", "b", "c")
                .map(name -> new Field(name, ValueType.STRING))
                .toList();
        final TableBuilder builder =
                TableBuilder.forColumns(PrivateSynthesis.columns(fields, PublicSchema.parse(schema)));
        for (int r = 0; r < 1_000; r++) {
            builder.add(new Object[] {r % 2 == 0 ? "x" : "y", r % 3 == 0 ? "x" : "y", r % 5 == 0 ? "x" : "y"});
        }
        if (plant) {
            builder.add(new Object[] {"z", "z", "z"});
        }
        final Table made = PrivateSynthesis.synthesize(
                        builder.build(),
                        new PrivacySettings(
                                epsilon,
                                1e-5,
                                PublicSchema.parse(schema),
                                List.of(),
                                null,
                                1,
                                new RandomStream(RandomStream.stream(seed, plant ? 1 : 2))::nextLong),
                        seed,
                        Cancellation.never())
                .rows();
        int found = 0;
        for (int c = 0; c < 3; c++) {
            for (int r = 0; r < made.rows(); r++) {
                found += "z".equals(made.value(c, r)) ? 1 : 0;
            }
        }
        return found;
    }

    /**
     * The epsilon below which it is by 95 % not, by how well a threshold tells tables with a planted record from tables
     * without.
     */
    private static double measured(final double epsilon, final int models) throws PrivacyException {
        final int[] with = new int[models];
        final int[] without = new int[models];
        // The threshold is chosen on the first half and tested on the second.
        for (int i = 0; i < models; i++) {
            with[i] = planted(true, epsilon, i);
            without[i] = planted(false, epsilon, i);
        }
        final int half = models / 2;
        int best = 0;
        double max = -1;
        for (int threshold = 0; threshold < 400; threshold++) {
            final int level = threshold;
            final double gap = java.util.Arrays.stream(with, 0, half)
                            .filter(x -> x > level)
                            .count()
                    - java.util.Arrays.stream(without, 0, half)
                            .filter(x -> x > level)
                            .count();
            if (gap > max) {
                max = gap;
                best = threshold;
            }
        }
        final int level = best;
        final int n = models - half;
        final long hits = java.util.Arrays.stream(with, half, models)
                .filter(x -> x > level)
                .count();
        final long alarms = java.util.Arrays.stream(without, half, models)
                .filter(x -> x > level)
                .count();
        final double hitsAtLeast =
                hits == 0 ? 0 : BetaDistribution.of(hits, n - hits + 1.).inverseCumulativeProbability(.025);
        final double alarmsAtMost = alarms == n
                ? 1
                : BetaDistribution.of(alarms + 1., n - (double) alarms).inverseCumulativeProbability(.975);
        return Math.log(Math.max(1e-9, hitsAtLeast - 1e-5) / alarmsAtMost);
    }

    @Test
    void anAuditFindsNoMorePowerThanEpsilonAllowsAndFindsItWhereTheNoiseIsAsGoodAsOff() throws Exception {
        assertTrue(measured(1, 60) < 1);
        assertTrue(measured(1_000, 60) > 1, "the audit can fail");
    }

    @Test
    void canariesBeyondWhatIsPublicAreInNoRow() throws Exception {
        final TableBuilder builder =
                TableBuilder.forColumns(PrivateSynthesis.columns(FIELDS, PublicSchema.parse(SCHEMA)));
        for (int r = 0; r < 3_000; r++) {
            final boolean canary = r % 30 == 0;
            builder.add(new Object[] {
                canary ? "9" + r : "40",
                canary ? "777" + r + ".123" : "10.50",
                canary ? "1999-01-02" : "2022-02-02",
                canary ? "canary-" + r : "pro",
                "no"
            });
        }
        final Table made = PrivateSynthesis.synthesize(
                        builder.build(), settings(SCHEMA, 20, 1), 1, Cancellation.never())
                .rows();
        for (int r = 0; r < made.rows(); r++) {
            assertTrue(made.numbers(0)[r] <= 120 && !(made.numbers(1)[r] > 10_000), "within the bounds");
            assertFalse(made.value(2, r).toString().startsWith("19"));
            assertTrue(List.of("basic", "plus", "pro", "none").contains(made.value(3, r)));
        }
        assertTrue(share(made, 3, "pro") > .95);
    }
}
