// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.similarity.CopyMeasure;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.evaluate.similarity.NearRows;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tests whether more synthetic rows are copies of training rows than there are pairs among real rows by chance. A copy
 * counts if its original is the only real row like it, and no other real row is like the original: in a crowd, rows
 * coincide anyway. A new real row would do so as often as a real row does with another (Good 1953), so real rows are
 * the control. Of several copies of the same row one counts.
 */
final class CopyAttack {
    private static final int MAX = 10_000;

    private final EvaluationData data;
    private final Pool pool;

    private CopyAttack(final EvaluationData data, final Pool pool) {
        this.data = data;
        this.pool = pool;
    }

    /** The successes for exact copies and for near ones. */
    static List<Trials> measure(final EvaluationData data, final Pool pool) {
        final CopyAttack attack = new CopyAttack(data, pool);
        return List.of(
                attack.measure(PrivacyTest.Kind.EXACT_COPIES, 0),
                attack.measure(PrivacyTest.Kind.NEAR_COPIES, CopyMeasure.NEAR));
    }

    private Trials measure(final PrivacyTest.Kind kind, final double share) {
        final NearRows near = new NearRows(pool.rows(), data.compared(), share);
        final int[] synthetic =
                EvaluationData.draw(data.synthetic().rows(), MAX, data.seed(StreamSeed.COPIES_SYNTHETIC));
        final int[] real = EvaluationData.draw(pool.rows().rows(), MAX, data.seed(StreamSeed.COPIES_REAL));
        final int[] ofSynthetic = new int[synthetic.length];
        final int[] ofReal = new int[real.length];
        data.workers().run(member -> {
            final int[] found = new int[2];
            for (int i = member; i < synthetic.length; i += data.workers().size()) {
                final boolean one = near.find(data.synthetic(), synthetic[i], -1, found) == 1;
                ofSynthetic[i] = one ? original(near, found[0], -1) : -1;
            }
            for (int i = member; i < real.length; i += data.workers().size()) {
                final boolean one = near.find(pool.rows(), real[i], real[i], found) == 1;
                ofReal[i] = one ? original(near, found[0], real[i]) : -1;
            }
        });
        final Set<Integer> originals = new HashSet<>();
        for (final int row : ofSynthetic) {
            if (row >= 0) {
                originals.add(row);
            }
        }
        int pairs = 0;
        for (final int row : ofReal) {
            pairs += row >= 0 ? 1 : 0;
        }
        // Real rows coincide in pairs, and the two rows of a pair are one observation.
        return new Trials(
                kind, null, synthetic.length, originals.size(), Math.max(1, real.length / 2), (pairs + 1) / 2, 1);
    }

    /** The given row if it is a training row with no row like it but the excepted one; -1 otherwise. */
    private int original(final NearRows near, final int row, final int except) {
        final int[] found = new int[2];
        final int count = near.find(pool.rows(), row, row, found);
        return row < pool.members() && (count == 0 || count == 1 && found[0] == except) ? row : -1;
    }
}
