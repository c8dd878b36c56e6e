// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tests whether values that a single real row has occur in the synthetic rows if that row is a training row. */
final class ValueAttack {
    private ValueAttack() {}

    /** The successes for each column. */
    static List<Trials> measure(final EvaluationData data, final Pool pool, final int[] columns) {
        final List<Trials> all = new ArrayList<>();
        for (final int column : columns) {
            final double[] real = values(pool.rows(), column);
            final Map<Double, Integer> counts = new HashMap<>();
            for (final double value : real) {
                counts.merge(value, 1, Integer::sum);
            }
            final Set<Double> published = new HashSet<>();
            for (final double value : values(data.synthetic(), column)) {
                published.add(value);
            }
            final boolean[] found = new boolean[real.length];
            for (int r = 0; r < real.length; r++) {
                found[r] = !Double.isNaN(real[r]) && counts.get(real[r]) == 1 && published.contains(real[r]);
            }
            all.add(Trials.of(
                    PrivacyTest.Kind.SINGLE_VALUE, pool.rows().column(column).name(), pool.members(), found));
        }
        return all;
    }

    private static double[] values(final Table table, final int column) {
        return Predicate.values(table, new int[] {column})[column];
    }
}
