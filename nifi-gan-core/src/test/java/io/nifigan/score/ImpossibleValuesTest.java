// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Scores of rows with a value that cannot be, of a table of people with cities in countries and a sum. */
class ImpossibleValuesTest {
    private static final String[] CITIES = {"Bern", "Basel", "Lyon", "Nantes", "Turin", "Graz", "Wels"};
    private static final String[] COUNTRIES = {"CH", "CH", "FR", "FR", "IT", "AT", "AT"};
    /** The columns with a value that cannot be, and that value. */
    private static final Object[][] IMPOSSIBLE = {
        {0, 150},
        {0, -3},
        {0, "thirty"},
        {1, "Atlantis"},
        {2, "XX"},
        {2, "JP"},
        {3, 1e9},
        {3, "n.n."},
        {4, 7.},
        {5, 1.},
        {6, "1890-01-01"},
        {6, "soon"},
        {7, "perhaps"}
    };

    private static GANModel model;

    @BeforeAll
    static void trained() throws TrainingException {
        model = new ModelFitter(TrainingSettings.defaults()
                        .withMaxSteps(60)
                        .withNetwork(8, 24, 1)
                        .withBatchSize(64)
                        .withThreads(1)
                        .withSeed(5))
                .fit(table(1_500, 1), new TrainingListener() {});
    }

    private static Object[] row(final SplittableRandom random) {
        final int city = random.nextInt(CITIES.length);
        final int age = (int) Math.clamp(45 + 17 * random.nextGaussian(), 18, 99);
        final double net = Math.round(100 * Math.exp(7 + age / 100. + .4 * random.nextGaussian())) / 100.;
        final double tax = Math.round(20 * net + 300 * random.nextDouble()) / 100.;
        return new Object[] {
            age,
            CITIES[city],
            COUNTRIES[city],
            net,
            tax,
            Math.round(100 * (net + tax)) / 100.,
            LocalDate.of(2010, 1, 1).plusDays(random.nextInt(4_000)).toString(),
            age < 30 ? "young" : age > 64 ? "retired" : "working"
        };
    }

    private static Table table(final int rows, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return TestTable.of(ValueType.INT, "age")
                .and(ValueType.STRING, "city", "country")
                .and(ValueType.DOUBLE, "net", "tax", "gross")
                .and(ValueType.STRING, "since", "stage")
                .rows(rows, r -> row(random));
    }

    /** Real rows, each with the given value in the given column. */
    private static Table with(final int column, final Object value) {
        final SplittableRandom random = new SplittableRandom(7);
        final TableBuilder builder = TableBuilder.forColumns(model.columns());
        for (int r = 0; r < 200; r++) {
            final Object[] row = row(random);
            row[column] = value;
            builder.add(row);
        }
        return builder.build();
    }

    private static double below(final double[] values, final double threshold) {
        return Arrays.stream(values).filter(value -> value < threshold).count() / (double) values.length;
    }

    /** The number of rows whose probability is lower than that of their logit. */
    private static int lowered(final double[] logits, final Scores scores) {
        int lowered = 0;
        for (int r = 0; r < logits.length; r++) {
            lowered += scores.probability()[r] < 1 / (1 + Math.exp(-logits[r])) - 1e-9 ? 1 : 0;
        }
        return lowered;
    }

    @ParameterizedTest
    @EnumSource(ScoringModel.class)
    void anImpossibleValueMakesARowImprobableAndCounts(final ScoringModel scoringModel) {
        try (Scorer scorer = new Scorer(model, scoringModel)) {
            for (final Object[] impossible : IMPOSSIBLE) {
                final Scores scores = scorer.score(with((int) impossible[0], impossible[1]));
                final String what = Arrays.toString(impossible);
                assertTrue(below(scores.probability(), .5) >= .95, what);
                assertTrue(below(scores.percentile(), 1) >= .95, what);
                assertTrue(Arrays.stream(scores.unusual()).allMatch(count -> count > 0), what);
                assertTrue(Arrays.stream(scores.probability()).allMatch(p -> p > 0 && p < 1), what);
            }
        }
    }

    @Test
    void realRowsAreHardlyEverCalledImpossible() {
        final Table real = table(2_000, 3);
        try (Scorer scorer = new Scorer(model)) {
            final Scores scores = scorer.score(real);
            final double odd = below(scores.percentile(), 1);
            assertTrue(odd <= .05, odd + " of the real rows below the first percentile");
            final int lowered = lowered(scorer.scores(real), scores);
            assertTrue(lowered <= .02 * real.rows(), lowered + " real rows called impossible");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 150, age out of range",
        "0, thirty, age unreadable",
        "1, Atlantis, city unknown",
        "2, XX, country unknown",
        "6, soon, since unreadable"
    })
    void theReasonIsNamedFirst(final int column, final String value, final String reason) {
        try (Scorer scorer = new Scorer(model)) {
            scorer.reasons(with(column, value))
                    .forEach(reasons -> assertEquals(reason, reasons.getFirst().text()));
        }
    }

    @Test
    void aBrokenRuleIsNamed() {
        try (Scorer scorer = new Scorer(model)) {
            for (final List<Reason> reasons : scorer.reasons(with(2, "XX"))) {
                assertTrue(
                        reasons.stream().map(Reason::text).anyMatch("city → country broken"::equals),
                        reasons::toString);
            }
        }
    }

    @Test
    void aMissingValueIsNotAnImpossibleOne() {
        try (Scorer scorer = new Scorer(model)) {
            for (int column = 0; column < 8; column++) {
                final Table table = with(column, null);
                final Scores scores = scorer.score(table);
                assertTrue(Arrays.stream(scores.unusual()).allMatch(count -> count > 0), "column " + column);
                assertTrue(lowered(scorer.scores(table), scores) <= .02 * table.rows(), "column " + column);
                assertTrue(
                        scorer.reasons(table).stream()
                                        .filter(reasons -> reasons.stream()
                                                .anyMatch(reason ->
                                                        reason.fault() != null && !"missing".equals(reason.fault())))
                                        .count()
                                <= .05 * table.rows(),
                        "column " + column);
            }
        }
    }
}
