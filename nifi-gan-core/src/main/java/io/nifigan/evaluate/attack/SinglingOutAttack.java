// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;

/** Whether guesses made from synthetic rows single out real rows, more often learnt ones than held-out ones. */
public final class SinglingOutAttack {
    /** With fewer guesses there is nothing to estimate from. */
    private static final int MIN = 20;
    /** Of more there is no need to know how many. */
    private static final int MAX_MATCHES = 60;

    private static final int PARTS = 20;

    private final EvaluationData data;

    private SinglingOutAttack(final EvaluationData data) {
        this.data = data;
    }

    /** Null where hardly any guess singles out a synthetic row. */
    public static Attack measure(final EvaluationData data, final Attack.Kind kind) {
        return new SinglingOutAttack(data).measure(kind);
    }

    private Attack measure(final Attack.Kind kind) {
        final boolean single = kind == Attack.Kind.SINGLING_OUT_UNIVARIATE;
        final PredicateGenerator maker = new PredicateGenerator(
                data.synthetic(),
                data.compared(),
                data.seed(single ? StreamSeed.SINGLING_OUT_SINGLE : StreamSeed.SINGLING_OUT_SEVERAL),
                data.workers());
        final int wanted = data.settings().attacks();
        final List<Predicate> predicates = single ? maker.univariate(wanted) : maker.multivariate(wanted);
        if (predicates.size() < MIN) {
            return null;
        }
        final Rate success =
                ConfidenceIntervals.wilson(successes(matches(predicates, data.real(), 1)), predicates.size());
        final List<Predicate> random = maker.random(predicates.size(), single ? 1 : PredicateGenerator.COLUMNS);
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
     * How many guesses would single out held-out rows if there were as many of them as of real ones: in a larger table
     * some more are true of a row at all, and some that were true of one are true of two. How sure that is is told by
     * leaving out a twentieth of the rows at a time (the jackknife): one row far out is what many guesses hit on, or
     * none.
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

    /** The share of guesses that single out in so many times the held-out rows but one part. */
    private static double share(final int[][] parts, final int without, final double times) {
        final int[] matches = new int[parts.length];
        for (int i = 0; i < matches.length; i++) {
            for (int part = 0; part < PARTS; part++) {
                matches[i] += part == without ? 0 : parts[i][part];
            }
        }
        return new MatchRates(matches).singlingOut(times);
    }
}
