// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.similarity.EvaluationData;
import java.util.List;

/**
 * Tests whether combinations of values that single out a synthetic row single out training rows rather than held-out
 * rows. The guesses are those of {@link SinglingOutAttack}. A guess is right if exactly one of all real rows matches.
 */
final class CombinationAttack {
    private CombinationAttack() {}

    /** The rows that are singled out. */
    static Trials measure(final EvaluationData data, final Pool pool) {
        final List<Predicate> guesses = new PredicateGenerator(
                        data.synthetic(), data.compared(), data.seed(StreamSeed.SINGLING_OUT_SEVERAL), data.workers())
                .multivariate(data.settings().attacks());
        final double[][] values = Predicate.values(pool.rows(), data.compared());
        final int[] matches = new int[guesses.size()];
        data.workers().run(member -> {
            for (int i = member; i < matches.length; i += data.workers().size()) {
                matches[i] = guesses.get(i).onlyMatch(values);
            }
        });
        final boolean[] singledOut = new boolean[pool.rows().rows()];
        for (final int row : matches) {
            if (row >= 0) {
                singledOut[row] = true;
            }
        }
        return Trials.of(PrivacyTest.Kind.COMBINATION, null, pool.members(), singledOut)
                .scaled((double) pool.members() / Math.max(1, guesses.size()));
    }
}
