// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.fair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.WorkerPool;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Column;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairTargetTest {
    private static final List<Field> FIELDS = List.of(
            new Field("sex", ValueType.STRING),
            new Field("role", ValueType.STRING),
            new Field("region", ValueType.STRING),
            new Field("skill", ValueType.DOUBLE),
            new Field("age", ValueType.INT),
            new Field("grade", ValueType.STRING),
            new Field("paid", ValueType.STRING),
            new Field("label", ValueType.STRING));

    private static final Table LEARNT = table(6_000, 1);
    private static final TableEncoder ENCODER = EncoderFitter.fit(LEARNT, Set.of());

    /**
     * Rows whose pay depends on a skill, on the sex, and on a role that mostly reveals the sex; a label says the pay in
     * another word. The grade of three depends on the same.
     */
    private static Table table(final int rows, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final TableBuilder builder = new TableBuilder(FIELDS, Map.of());
        for (int r = 0; r < rows; r++) {
            final boolean male = random.nextDouble() < .6;
            final boolean lead = random.nextDouble() < (male ? .7 : .2);
            final boolean north = random.nextDouble() < .5;
            final double skill = random.nextGaussian();
            final int age = 20 + random.nextInt(40);
            final double score = 1.2 * skill + (lead ? 1.2 : 0) + (male ? .6 : 0) + (north ? .8 : 0) - 1.5;
            final boolean paid = random.nextDouble() < 1 / (1 + Math.exp(-score));
            final double graded = score + random.nextGaussian();
            builder.add(new Object[] {
                male ? "m" : "f",
                lead ? "lead" : random.nextDouble() < .5 ? "aide" : "clerk",
                north ? "north" : "south",
                skill,
                age,
                graded > .5 ? "A" : graded > -1 ? "B" : "C",
                paid ? "yes" : "no",
                paid ? "well" : "badly"
            });
        }
        return builder.build();
    }

    private static FairTarget fit(final String target, final String... sensitive) throws SamplingException {
        return fit(2, target, sensitive);
    }

    private static FairTarget fit(final int threads, final String target, final String... sensitive)
            throws SamplingException {
        try (WorkerPool workers = new WorkerPool(threads)) {
            return new FairTargetFitter(ENCODER, new Fairness(target, List.of(sensitive)), workers)
                    .fit(LEARNT, table(6_000, 2), table(6_000, 3));
        }
    }

    private static String value(final Table table, final String column, final int row) {
        return String.valueOf(table.value(index(column), row));
    }

    private static int index(final String column) {
        return IntStream.range(0, FIELDS.size())
                .filter(c -> FIELDS.get(c).name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /** The share of a value of the target among the rows with each value of another column. */
    private static Map<String, Double> shares(
            final Table table, final String target, final String value, final String by) {
        final Map<String, Double> hits = new HashMap<>();
        final Map<String, Integer> rows = new HashMap<>();
        for (int r = 0; r < table.rows(); r++) {
            hits.merge(value(table, by, r), value(table, target, r).equals(value) ? 1. : 0, Double::sum);
            rows.merge(value(table, by, r), 1, Integer::sum);
        }
        hits.replaceAll((key, count) -> count / rows.get(key));
        return hits;
    }

    private static double gap(final Map<String, Double> shares) {
        return shares.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow()
                - shares.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElseThrow();
    }

    private static double share(final Table table, final String target, final String value) {
        return IntStream.range(0, table.rows())
                        .filter(r -> value(table, target, r).equals(value))
                        .count()
                / (double) table.rows();
    }

    @Test
    void theTargetIsAsFrequentInAllGroupsAndInAllRowsAsBefore() throws SamplingException {
        final Table rows = table(20_000, 4);
        final Table fair = fit("paid", "sex").draws(1).redraw(rows);
        assertTrue(gap(shares(rows, "paid", "yes", "sex")) > .2);
        assertTrue(
                gap(shares(fair, "paid", "yes", "sex")) < .02,
                () -> shares(fair, "paid", "yes", "sex").toString());
        assertEquals(share(rows, "paid", "yes"), share(fair, "paid", "yes"), .02);
        // What has nothing to do with the sex keeps its influence.
        assertEquals(gap(shares(rows, "paid", "yes", "region")), gap(shares(fair, "paid", "yes", "region")), .04);
    }

    @Test
    void otherColumnsStayAndWhatFollowsFromTheTargetFollows() throws SamplingException {
        final Table rows = table(3_000, 4);
        final Table fair = fit("paid", "sex").draws(1).redraw(rows);
        int changed = 0;
        for (int r = 0; r < rows.rows(); r++) {
            for (final String column : List.of("sex", "role", "region", "skill", "age", "grade")) {
                assertEquals(value(rows, column, r), value(fair, column, r));
            }
            assertEquals(value(fair, "paid", r).equals("yes") ? "well" : "badly", value(fair, "label", r));
            changed += value(rows, "paid", r).equals(value(fair, "paid", r)) ? 0 : 1;
        }
        assertTrue(changed > 300, "changed " + changed);
    }

    @Test
    void treesThatLearnFromFairRowsDoNotTellTheGroupsApart() throws SamplingException {
        final FairFigures figures = fit("paid", "sex").figures();
        assertTrue(figures.gapBefore() > .2 && figures.distanceBefore() > .3, figures::toString);
        assertTrue(figures.gap() < .03 && figures.distance() < .1, figures::toString);
        assertTrue(figures.auc() < figures.aucBefore() && figures.auc() > figures.aucBefore() - .1, figures::toString);
    }

    @Test
    void severalSensitiveColumnsAreFairAtOnceNumbersInBands() throws SamplingException {
        final Table rows = table(20_000, 4);
        final Table fair = fit("paid", "sex", "region", "age").draws(1).redraw(rows);
        assertTrue(gap(shares(fair, "paid", "yes", "sex")) < .02);
        assertTrue(gap(shares(rows, "paid", "yes", "region")) > .1);
        assertTrue(gap(shares(fair, "paid", "yes", "region")) < .02);
    }

    @Test
    void aTargetOfThreeValuesIsFairInEach() throws SamplingException {
        final Table rows = table(20_000, 4);
        final Table fair = fit("grade", "sex").draws(1).redraw(rows);
        for (final String grade : List.of("A", "B", "C")) {
            assertTrue(gap(shares(fair, "grade", grade, "sex")) < .03, grade);
            assertEquals(share(rows, "grade", grade), share(fair, "grade", grade), .02);
        }
        assertTrue(gap(shares(rows, "grade", "A", "sex")) > .2);
    }

    @Test
    void theSameSeedDrawsTheSameValuesWithAnyNumberOfThreads() throws SamplingException {
        final Table rows = table(2_000, 4);
        final int[] one = fit(1, "paid", "sex").draws(5).redraw(rows).codes(index("paid"));
        assertArrayEquals(one, fit(3, "paid", "sex").draws(5).redraw(rows).codes(index("paid")));
        final int[] other = fit(1, "paid", "sex").draws(6).redraw(rows).codes(index("paid"));
        assertFalse(Arrays.equals(one, other));
    }

    @Test
    void aMissingTargetStaysMissing() throws SamplingException {
        final Table rows = table(500, 4);
        final int[] codes = rows.codes(index("paid")).clone();
        codes[3] = -1;
        final int width = FIELDS.size();
        final double[][] numbers = new double[width][];
        final int[][] all = new int[width][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            numbers[c] = rows.numbers(c);
            all[c] = c == index("paid") ? codes : rows.codes(c);
            dictionaries.add(rows.dictionary(c));
        }
        final Table some = new Table(rows.columns(), rows.rows(), numbers, all, dictionaries);
        assertTrue(fit("paid", "sex").draws(1).redraw(some).isMissing(index("paid"), 3));
    }

    private static String refused(final String target, final String... sensitive) {
        return assertThrows(
                        SamplingException.class,
                        () -> FairTargetFitter.check(ENCODER, new Fairness(target, List.of(sensitive)), List.of()))
                .getMessage();
    }

    @Test
    void whatCannotBeFairIsRefusedWithTheReason() {
        final String names =
                String.join(", ", LEARNT.columns().stream().map(Column::name).toList());
        assertTrue(refused("pay", "sex").contains("'pay', but the model has no such column. It has: " + names));
        assertTrue(refused("paid", "gender").contains("'gender', but the model has no such column"));
        assertTrue(refused("skill", "sex").contains("2 to 20 different values"));
        assertTrue(refused("label", "sex").contains("'paid'"), () -> refused("label", "sex"));
        assertTrue(refused("paid", "label").contains("follows from the fair target"));
    }

    @Test
    void conditionsOnWhatIsDrawnAnewAreRefused() throws SamplingException {
        final Fairness fairness = new Fairness("paid", List.of("sex"));
        FairTargetFitter.check(ENCODER, fairness, List.of(new Condition("sex", "f")));
        for (final String column : List.of("paid", "label")) {
            final String message = assertThrows(
                            SamplingException.class,
                            () -> FairTargetFitter.check(ENCODER, fairness, List.of(new Condition(column, "yes"))))
                    .getMessage();
            assertTrue(message.contains("'" + column + "'"), message);
        }
    }

    @Test
    void aTargetIsNoSensitiveColumn() {
        assertThrows(IllegalArgumentException.class, () -> new Fairness("paid", List.of("paid")));
        assertThrows(IllegalArgumentException.class, () -> new Fairness("paid", List.of("sex", "sex")));
        assertThrows(IllegalArgumentException.class, () -> new Fairness("paid", List.of()));
    }
}
