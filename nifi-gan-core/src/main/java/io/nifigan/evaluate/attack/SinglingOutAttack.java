// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;

/**
 * A singling-out attack: it tests whether guesses from synthetic rows match exactly one training row more often than
 * exactly one held-out row.
 */
public final class SinglingOutAttack {
    /** Minimum number of guesses for an estimate. */
    private static final int MIN_GUESSES = 20;
    /** Limit of counted matches; higher counts do not change the result. */
    private static final int MAX_MATCHES = 60;

    private static final int PARTS = 20;

    private final EvaluationData data;

    private SinglingOutAttack(final EvaluationData data) {
        this.data = data;
    }

    /** The result; null if fewer than 20 guesses single out a synthetic row. */
    public static Attack measure(final EvaluationData data, final Attack.Kind kind) {
        return new SinglingOutAttack(data).measure(kind);
    }

    private Attack measure(final Attack.Kind kind) {
        final boolean single = kind == Attack.Kind.SINGLING_OUT_UNIVARIATE;
        final PredicateGenerator generator = new PredicateGenerator(
                data.synthetic(),
                data.compared(),
                data.seed(single ? StreamSeed.SINGLING_OUT_SINGLE : StreamSeed.SINGLING_OUT_SEVERAL),
                data.workers());
        final int wanted = data.settings().attacks();
        final List<Predicate> predicates = single ? generator.univariate(wanted) : generator.multivariate(wanted);
        if (predicates.size() < MIN_GUESSES) {
            return null;
        }
        final Rate success =
                ConfidenceIntervals.wilson(successes(matches(predicates, data.real(), 1)), predicates.size());
        final List<Predicate> random = generator.random(predicates.size(), single ? 1 : PredicateGenerator.COLUMNS);
        final Rate baseline = ConfidenceIntervals.wilson(successes(matches(random, data.real(), 1)), random.size());
        final Rate control = data.heldOut() == null ? null : control(predicates);
        return new Attack(
                kind,
                predicates.size(),
                success,
                control,
                baseline,
                ConfidenceIntervals.risk(success, control == null ? baseline : control),
                null);
    }

    private int[] matches(final List<Predicate> predicates, final Table table, final int max) {
        final int[] matches = new int[predicates.size()];
        final double[][] values = Predicate.values(table, data.compared());
        data.workers().run(member -> {
            for (int i = member; i < matches.length; i += data.workers().size()) {
                matches[i] = predicates.get(i).matches(values, max);
            }
        });
        return matches;
    }

    private static long successes(final int[] matches) {
        return Arrays.stream(matches).filter(count -> count == 1).count();
    }

    /**
     * The success rate on held-out rows, extrapolated to as many rows as there are real ones: in a larger table,
     * guesses without a match may gain one and single matches may become double. The error is estimated by leaving out
     * a twentieth of the rows at a time (the jackknife), because one outlying row may decide many guesses.
     */
    private Rate control(final List<Predicate> predicates) {
        final int rows = data.heldOut().rows();
        final int real = data.real().rows();
        if (rows == real) {
            return ConfidenceIntervals.wilson(successes(matches(predicates, data.heldOut(), 1)), predicates.size());
        }
        final double[][] values = Predicate.values(data.heldOut(), data.compared());
        final int[][] parts = new int[predicates.size()][];
        data.workers().run(member -> {
            for (int i = member; i < parts.length; i += data.workers().size()) {
                parts[i] = predicates.get(i).matchesByPart(values, PARTS, MAX_MATCHES);
            }
        });
        final double[] without = new double[PARTS];
        data.workers().run(member -> {
            for (int part = member; part < PARTS; part += data.workers().size()) {
                without[part] = share(parts, part, real / (rows * (1 - 1. / PARTS)));
            }
        });
        final double mean = Arrays.stream(without).average().orElseThrow();
        final double variance = Arrays.stream(without)
                        .map(share -> (share - mean) * (share - mean))
                        .sum()
                * (PARTS - 1)
                / PARTS;
        final double share = share(parts, -1, (double) real / rows);
        final Rate chance = ConfidenceIntervals.wilson(share * predicates.size(), predicates.size());
        return ConfidenceIntervals.bounded(
                chance.value(),
                Math.hypot(chance.high() - chance.value(), ConfidenceIntervals.Z * Math.sqrt(variance)));
    }

    /** The share of guesses that match exactly one row in the held-out rows without one part, scaled by a factor. */
    private static double share(final int[][] parts, final int without, final double factor) {
        final int[] matches = new int[parts.length];
        for (int i = 0; i < matches.length; i++) {
            for (int part = 0; part < PARTS; part++) {
                matches[i] += part == without ? 0 : parts[i][part];
            }
        }
        return new MatchRates(matches).singlingOut(factor);
    }
}
