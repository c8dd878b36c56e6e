// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.Bulk;
import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.evaluate.similarity.RowSpace;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An attribute inference attack: the attacker knows all columns of a person but one and infers that one. The guess is
 * the value in the synthetic row that is nearest in the known columns (Giomi et al. 2022, section 4.3). A guessed
 * number is correct within 5 % of the true value, a date or time within 1 % of the real range, any other value if it is
 * equal. The form in which a value is written is as secret as the value.
 */
public final class InferenceAttack {
    private static final int MAX_SYNTHETIC = 10_000;
    private static final int MAX_SECRETS = 50;
    private static final double TOLERANCE = .05;
    private static final double TEMPORAL_TOLERANCE = .01;

    private final EvaluationData data;
    private final RowSpace space;
    private final Table synthetic;
    private final float[][] places;
    private final double[] range;
    /** {@code [columns]}: the column with the forms of a column's values, -1 for none. */
    private final int[] forms;

    private InferenceAttack(final EvaluationData data) {
        this.data = data;
        this.space = new RowSpace(data.real(), data.compared());
        this.synthetic = data.sample(data.synthetic(), MAX_SYNTHETIC, StreamSeed.INFERENCE_SYNTHETIC);
        this.places = space.place(synthetic);
        this.range = new double[data.real().columns().size()];
        this.forms = FormColumns.of(data.real().columns());
        for (final int column : data.compared()) {
            if (data.real().column(column).kind().isNumeric()) {
                final double[] sorted = data.real().sortedNumbers(column);
                final Bulk bulk = Bulk.of(sorted);
                range[column] = sorted.length == 0 ? 0 : bulk.high() - bulk.low();
            }
        }
    }

    /** One attack for each column as the secret, highest risk first; none if there are fewer than two columns. */
    public static List<Measured> measure(final EvaluationData data) {
        return data.comparedFields().length < 2 ? List.of() : new InferenceAttack(data).measure();
    }

    private List<Measured> measure() {
        final Table targets = data.sample(data.real(), data.settings().attacks(), StreamSeed.INFERENCE_REAL);
        final Table others = data.heldOut() == null
                ? null
                : data.sample(data.heldOut(), data.settings().attacks(), StreamSeed.INFERENCE_HELD_OUT);
        final int[] secrets = secrets();
        final int[][] guessed = nearest(targets, secrets);
        final int[][] guessedOthers = others == null ? null : nearest(others, secrets);
        final RandomStream random = new RandomStream(data.seed(StreamSeed.INFERENCE_CHANCE));
        final List<Measured> attacks = new ArrayList<>();
        for (int s = 0; s < secrets.length; s++) {
            final int column = data.compared()[secrets[s]];
            final int[] byChance = new int[targets.rows()];
            Arrays.setAll(byChance, r -> random.nextInt(synthetic.rows()));
            final int hits = right(targets, guessed[s], column);
            final int otherHits = others == null ? 0 : right(others, guessedOthers[s], column);
            final Rate success = ConfidenceIntervals.wilson(hits, targets.rows());
            final Rate baseline = ConfidenceIntervals.wilson(right(targets, byChance, column), targets.rows());
            final Rate control = others == null ? null : ConfidenceIntervals.wilson(otherHits, others.rows());
            final String name = data.real().column(column).name();
            attacks.add(new Measured(
                    new Attack(
                            Attack.Kind.ATTRIBUTE_INFERENCE,
                            targets.rows(),
                            success,
                            control,
                            baseline,
                            ConfidenceIntervals.risk(success, control == null ? baseline : control),
                            name),
                    others == null
                            ? null
                            : new Trials(
                                    PrivacyTest.Kind.ATTRIBUTE_INFERENCE,
                                    name,
                                    targets.rows(),
                                    hits,
                                    others.rows(),
                                    otherHits,
                                    1)));
        }
        attacks.sort(
                Comparator.comparingDouble(attack -> -attack.figure().risk().value()));
        return attacks;
    }

    /**
     * Coordinates of the secret columns: all, or 50 evenly spaced ones. Constant columns are not secret, and columns of
     * forms are only with their values.
     */
    private int[] secrets() {
        final int[] varying = Arrays.stream(data.comparedFields())
                .filter(column -> data.real().column(column).kind().isNumeric()
                        ? range[column] > 0
                        : Arrays.stream(data.real().codes(column))
                                        .distinct()
                                        .limit(2)
                                        .count()
                                > 1)
                .map(column -> Arrays.binarySearch(data.compared(), column))
                .toArray();
        final int count = Math.min(MAX_SECRETS, varying.length);
        final int[] chosen = new int[count];
        Arrays.setAll(chosen, i -> varying[(int) ((long) i * varying.length / count)]);
        return chosen;
    }

    /**
     * The nearest synthetic row to each target without the secret coordinate and that of its forms:
     * {@code [secrets][targets]}. All secrets share one pass: the distance without a column is the full distance minus
     * that column's part.
     */
    private int[][] nearest(final Table targets, final int[] secrets) {
        final float[][] asked = space.place(targets);
        final int[][] nearest = new int[secrets.length][targets.rows()];
        final int[] formPlaces = Arrays.stream(secrets)
                .map(secret -> Arrays.binarySearch(data.compared(), forms[data.compared()[secret]]))
                .toArray();
        data.workers().run(member -> {
            final float[] whole = new float[synthetic.rows()];
            final float[] rest = new float[synthetic.rows()];
            for (int r = member; r < targets.rows(); r += data.workers().size()) {
                RowSpace.distances(asked, r, places, whole);
                for (int s = 0; s < secrets.length; s++) {
                    RowSpace.without(asked[secrets[s]][r], places[secrets[s]], whole, rest);
                    if (formPlaces[s] >= 0) {
                        RowSpace.without(asked[formPlaces[s]][r], places[formPlaces[s]], rest, rest);
                    }
                    nearest[s][r] = RowSpace.indexOfMin(rest);
                }
            }
        });
        return nearest;
    }

    private int right(final Table targets, final int[] guessed, final int column) {
        int right = 0;
        for (int r = 0; r < targets.rows(); r++) {
            right += isRight(targets, r, guessed[r], column) ? 1 : 0;
        }
        return right;
    }

    private boolean isRight(final Table targets, final int target, final int guess, final int column) {
        if (targets.isMissing(column, target) || synthetic.isMissing(column, guess)) {
            return targets.isMissing(column, target)
                    && synthetic.isMissing(column, guess)
                    && (forms[column] < 0 || isRight(targets, target, guess, forms[column]));
        }
        if (targets.numbers(column) == null) {
            return targets.codes(column)[target] == synthetic.codes(column)[guess];
        }
        final double truth = targets.numbers(column)[target];
        final double difference = Math.abs(truth - synthetic.numbers(column)[guess]);
        final ColumnKind kind = targets.column(column).kind();
        return difference
                <= (kind == ColumnKind.INTEGER || kind == ColumnKind.DECIMAL
                        ? TOLERANCE * Math.abs(truth)
                        : TEMPORAL_TOLERANCE * range[column]);
    }
}
