// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scores of a table of which four columns depend on each other and one does not, with and without swapped fields. */
class ScoringModelTest {
    private static final String[] NAMES = {"weight", "height", "size", "shoe", "luck"};
    private static final TrainingSettings SETTINGS = TrainingSettings.defaults()
            .withMaxSteps(400)
            .withNetwork(8, 24, 1)
            .withBatchSize(64)
            .withThreads(1)
            .withSeed(3);
    private static GANModel model;

    @BeforeAll
    static void trained() throws TrainingException {
        model = new ModelFitter(SETTINGS).fit(table(2_000, 1), new TrainingListener() {});
    }

    private static Table table(final int rows, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return TestTable.of(ValueType.DOUBLE, NAMES[0], NAMES[1])
                .and(ValueType.STRING, NAMES[2])
                .and(ValueType.INT, NAMES[3])
                .and(ValueType.DOUBLE, NAMES[4])
                .rows(rows, r -> {
                    final double build = random.nextGaussian();
                    return new Object[] {
                        70 + 12 * (build + .3 * random.nextGaussian()),
                        172 + 9 * (build + .3 * random.nextGaussian()),
                        List.of("S", "M", "L", "XL").get((int)
                                Math.clamp(Math.round(build + .2 * random.nextGaussian() + 1.5), 0, 3)),
                        (int) Math.round(41 + 2 * (build + .3 * random.nextGaussian())),
                        random.nextDouble()
                    };
                });
    }

    /** The same rows, some columns shuffled. */
    private static Table swapped(final Table table, final int... columns) {
        final TableBuilder builder = TableBuilder.forColumns(table.columns());
        final SplittableRandom random = new SplittableRandom(9);
        for (int r = 0; r < table.rows(); r++) {
            final Object[] row = new Object[NAMES.length];
            for (int c = 0; c < row.length; c++) {
                final int column = c;
                row[c] = table.value(
                        c,
                        Arrays.stream(columns).anyMatch(swapped -> swapped == column)
                                ? random.nextInt(table.rows())
                                : r);
            }
            builder.add(row);
        }
        return builder.build();
    }

    private static double auc(final double[] real, final double[] unreal) {
        double wins = 0;
        for (final double a : real) {
            for (final double b : unreal) {
                wins += a > b ? 1 : a == b ? .5 : 0;
            }
        }
        return wins / real.length / unreal.length;
    }

    @Test
    void treesAndDiscriminatorSeparateSwappedRowsFromRealOnes() {
        final Table real = table(1_000, 2);
        try (Scorer trees = new Scorer(model);
                Scorer discriminator = new Scorer(model, ScoringModel.DISCRIMINATOR)) {
            assertEquals(ScoringModel.TREES, trees.scoringModel());
            final double two = auc(trees.scores(real), trees.scores(swapped(real, 0, 2)));
            final double one = auc(trees.scores(real), trees.scores(swapped(real, 3)));
            final double all = auc(trees.scores(real), trees.scores(swapped(real, 0, 1, 2, 3, 4)));
            assertTrue(two > .87 && one > .73 && all > .93, "one %.3f, two %.3f, all %.3f".formatted(one, two, all));
            // Luck goes with nothing: whose it is cannot be told.
            assertEquals(.5, auc(trees.scores(real), trees.scores(swapped(real, 4))), .03);
            final double others = auc(discriminator.scores(real), discriminator.scores(swapped(real, 0, 2)));
            assertTrue(others > .8, "discriminator %.3f, trees %.3f".formatted(others, two));
        }
    }

    @Test
    void probabilityAndPercentileAreWhatTheySay() throws SamplingException {
        final Table real = table(1_000, 4);
        try (Scorer scorer = new Scorer(model);
                Sampler sampler = new Sampler(model, 1, 0)) {
            final Scores scores = scorer.score(real);
            final double[] unreal = java.util.stream.Stream.of(
                            sampler.next(1_000), swapped(real, 1), swapped(real, 0, 1, 2, 3, 4))
                    .flatMapToDouble(table -> Arrays.stream(scorer.score(table).probability()))
                    .toArray();
            // Where real and unreal rows are equally many, the mean probability is a half; and so it is of those
            // between a quarter and three.
            assertEquals(
                    1,
                    Arrays.stream(scores.probability()).average().orElseThrow()
                            + Arrays.stream(unreal).average().orElseThrow(),
                    .06);
            final double realBetween = Arrays.stream(scores.probability())
                    .filter(p -> p > .25 && p < .75)
                    .count();
            final double unrealBetween =
                    Arrays.stream(unreal).filter(p -> p > .25 && p < .75).count() / 3.;
            final double said = (Arrays.stream(scores.probability())
                                    .filter(p -> p > .25 && p < .75)
                                    .sum()
                            + Arrays.stream(unreal)
                                            .filter(p -> p > .25 && p < .75)
                                            .sum()
                                    / 3)
                    / (realBetween + unrealBetween);
            assertEquals(realBetween / (realBetween + unrealBetween), said, .12);
            assertEquals(50, Arrays.stream(scores.percentile()).average().orElseThrow(), 5);
        }
    }

    @Test
    void thePlantedFieldIsTheFirstReason() {
        final Table real = table(1_000, 5);
        try (Scorer scorer = new Scorer(model)) {
            final double[] before = scorer.scores(real);
            for (int column = 0; column < 4; column++) {
                final String planted = NAMES[column];
                final Table wrong = swapped(real, column);
                final double[] after = scorer.scores(wrong);
                final int[] broken = IntStream.range(0, after.length)
                        .filter(r -> after[r] < Math.min(0, before[r] - 2))
                        .toArray();
                assertTrue(broken.length > 100, planted + " breaks " + broken.length);
                final List<List<Reason>> reasons = scorer.reasons(wrong.select(broken));
                final double first = reasons.stream()
                                .filter(row -> !row.isEmpty()
                                        && row.getFirst().column().equals(planted))
                                .count()
                        / (double) broken.length;
                assertTrue(first >= .8, planted + " comes first in " + first);
                reasons.forEach(row -> {
                    assertTrue(row.size() <= 3);
                    row.forEach(reason -> assertTrue(reason.logit() <= -.25, row::toString));
                    for (int i = 1; i < row.size(); i++) {
                        assertTrue(row.get(i - 1).logit() <= row.get(i).logit(), row::toString);
                    }
                });
                assertTrue(
                        blame(reasons, "luck") < .15 * blame(reasons, planted),
                        blame(reasons, "luck") + " of " + blame(reasons, planted));
            }
        }
    }

    /** What a field takes from all rows' logits. */
    private static double blame(final List<List<Reason>> reasons, final String field) {
        return reasons.stream()
                .flatMap(List::stream)
                .filter(reason -> reason.column().equals(field))
                .mapToDouble(reason -> -reason.logit())
                .sum();
    }

    @Test
    void aModelWithoutTreesIsScoredByItsDiscriminator() throws TrainingException {
        final GANModel plain =
                new ModelFitter(SETTINGS.withRefined(false)).fit(table(300, 1), new TrainingListener() {});
        final Table real = table(50, 2);
        try (Scorer first = new Scorer(plain);
                Scorer other = new Scorer(plain, ScoringModel.DISCRIMINATOR)) {
            assertEquals(ScoringModel.DISCRIMINATOR, first.scoringModel());
            assertArrayEquals(other.score(real).probability(), first.score(real).probability());
            assertTrue(first.reasons(real).stream().allMatch(List::isEmpty));
        }
    }

    @Test
    void scoresAndReasonsSurviveTheModelFile() throws Exception {
        final GANModel read = TrainedModels.read(TrainedModels.bytes(model));
        final Table wrong = swapped(table(200, 6), 0);
        try (Scorer one = new Scorer(model);
                Scorer other = new Scorer(read);
                Scorer classic = new Scorer(read, ScoringModel.DISCRIMINATOR)) {
            assertEquals(ScoringModel.TREES, other.scoringModel());
            assertArrayEquals(one.score(wrong).probability(), other.score(wrong).probability());
            assertArrayEquals(one.score(wrong).percentile(), other.score(wrong).percentile());
            assertEquals(one.reasons(wrong), other.reasons(wrong));
            assertNotEquals(
                    one.score(wrong).probability()[0], classic.score(wrong).probability()[0]);
        }
        assertNotEquals(
                model.id(),
                model.toBuilder()
                        .realism(io.nifigan.realism.Realism.none())
                        .build()
                        .id());
    }

    @Test
    void minimumRealismIsTheTreesProbability() throws SamplingException {
        try (Sampler sampler = new Sampler(model, 3, .6);
                Scorer scorer = new Scorer(model)) {
            assertTrue(
                    Arrays.stream(scorer.score(sampler.next(500)).probability()).allMatch(p -> p >= .6));
        }
    }
}
