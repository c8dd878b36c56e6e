// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A membership inference attack by someone who has the synthetic rows alone, and real rows of the same kind to compare
 * with. Three attackers point out those rows whose {@link MembershipFeatures} speak most for membership. A fourth has
 * learnt from half of the rows how the features differ, and says it of the other half.
 */
final class MembershipAttack {
    /** Training rows for each held-out row; more would hardly sharpen the comparison. */
    private static final int RATIO = 4;

    private static final int MAX_OTHERS = 2_500;
    private static final int MAX_SYNTHETIC = 10_000;
    private static final double CERTAIN = .01;
    private static final double LIKELY = .1;
    private static final double HALF = .5;

    private final double[][] features;
    private final int members;

    private MembershipAttack(final double[][] features, final int members) {
        this.features = features;
        this.members = members;
    }

    /** The successes of the four attackers. */
    static List<Trials> measure(final EvaluationData data) {
        final int others = Math.min(MAX_OTHERS, data.heldOut().rows());
        final Table attacked = data.sample(data.real(), RATIO * others, StreamSeed.MEMBERSHIP_ATTACKED);
        final Pool pool = Pool.of(
                attacked,
                data.heldOut()
                        .select(EvaluationData.draw(
                                data.heldOut().rows(),
                                others,
                                StreamSeed.MEMBERSHIP_ATTACKED.of(
                                        data.settings().seed(), 1))));
        final double[][] features = MembershipFeatures.of(
                data, pool.rows(), data.sample(data.synthetic(), MAX_SYNTHETIC, StreamSeed.MEMBERSHIP_SYNTHETIC));
        return new MembershipAttack(features, pool.members()).measure();
    }

    private List<Trials> measure() {
        final double[] distance = features[0].clone();
        for (final double[] feature : features) {
            standardise(feature);
        }
        final int rows = distance.length;
        final double[] sum = new double[rows];
        for (final double[] feature : features) {
            for (int r = 0; r < rows; r++) {
                sum[r] += feature[r];
            }
        }
        return List.of(
                Trials.of(PrivacyTest.Kind.MEMBERSHIP_CERTAIN, null, members, highest(distance, CERTAIN)),
                Trials.of(PrivacyTest.Kind.MEMBERSHIP_LIKELY, null, members, highest(distance, LIKELY)),
                Trials.of(PrivacyTest.Kind.MEMBERSHIP, null, members, highest(sum, HALF)),
                learnt());
    }

    /** Learns from every second row, of either kind, and attacks the rest. */
    private Trials learnt() {
        final int rows = features[0].length;
        final boolean[] positive = new boolean[rows];
        Arrays.fill(positive, 0, members, true);
        final int[] known = IntStream.range(0, rows).filter(r -> r % 2 == 0).toArray();
        final int[] attacked = IntStream.range(0, rows).filter(r -> r % 2 == 1).toArray();
        final LinearClassifier classifier = LinearClassifier.fit(features, positive, known);
        final double[] scores = Arrays.stream(attacked)
                .mapToDouble(r -> classifier.score(features, r))
                .toArray();
        return Trials.of(
                PrivacyTest.Kind.MEMBERSHIP_LEARNT,
                null,
                (int) Arrays.stream(attacked).filter(r -> r < members).count(),
                highest(scores, HALF));
    }

    /** The given share of rows with the highest scores, and those that score as high as the last of them. */
    private static boolean[] highest(final double[] scores, final double share) {
        final double[] sorted = scores.clone();
        Arrays.sort(sorted);
        final double least = sorted[Math.min(sorted.length - 1, (int) ((1 - share) * sorted.length))];
        final boolean[] high = new boolean[scores.length];
        for (int r = 0; r < high.length; r++) {
            high[r] = scores[r] >= least;
        }
        return high;
    }

    /** Brings values to a mean of 0 and a standard deviation of 1; constant ones to 0. */
    private static void standardise(final double[] values) {
        final double mean = Arrays.stream(values).average().orElse(0);
        final double deviation = Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
        for (int r = 0; r < values.length; r++) {
            values[r] = deviation > 0 ? (values[r] - mean) / deviation : 0;
        }
    }
}
