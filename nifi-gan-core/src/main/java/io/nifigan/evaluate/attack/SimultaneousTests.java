// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Thresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Tests of many attacks at once, so that chance finds a false effect in any of them with a probability of at most
 * {@link PrivacyTest#LEVEL}. Chances are adjusted by Holm's weighted method (1979): half of the level is for copies, so
 * that a few of them are found in tables of many columns, too. An attack that could not succeed significantly, or not
 * by enough to matter, whichever rows were training rows, does not count (Tarone 1990).
 */
final class SimultaneousTests {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private SimultaneousTests() {}

    /** The tests of the attacks that count, strongest evidence first. */
    static List<PrivacyTest> of(final List<Trials> attacks, final Thresholds thresholds) {
        final List<Trials> counted = testable(attacks.stream()
                .filter(trials -> trials.trials() > 0
                        && trials.otherTrials() > 0
                        && trials.maxEffect() >= thresholds.smallestEffect(trials.kind()))
                .toList());
        final long copies =
                counted.stream().filter(SimultaneousTests::isOfCopies).count();
        final long others = counted.size() - copies;
        final ToDoubleFunction<Trials> weight = trials ->
                copies == 0 || others == 0 ? 1. / counted.size() : .5 / (isOfCopies(trials) ? copies : others);
        final List<Trials> ascending = counted.stream()
                .sorted(Comparator.<Trials>comparingDouble(trials -> trials.chance() / weight.applyAsDouble(trials))
                        .thenComparing(
                                Comparator.comparingDouble(Trials::effect).reversed()))
                .toList();
        final List<PrivacyTest> tests = new ArrayList<>();
        double adjusted = 0;
        double left = 1;
        for (final Trials trials : ascending) {
            final double share = weight.applyAsDouble(trials);
            adjusted = Math.max(adjusted, Math.min(1, left / share * trials.chance()));
            tests.add(test(trials, adjusted, NORMAL.inverseSurvivalProbability(PrivacyTest.LEVEL * share)));
            left -= share;
        }
        return tests;
    }

    private static boolean isOfCopies(final Trials trials) {
        return trials.kind() == PrivacyTest.Kind.EXACT_COPIES || trials.kind() == PrivacyTest.Kind.NEAR_COPIES;
    }

    /** The attacks whose smallest possible chance is low enough for as many tests as there are such attacks. */
    private static List<Trials> testable(final List<Trials> attacks) {
        for (int count = 1; count <= attacks.size(); count++) {
            final double bound = PrivacyTest.LEVEL / count;
            final List<Trials> left = attacks.stream()
                    .filter(trials -> trials.minChance() <= (isOfCopies(trials) ? PrivacyTest.LEVEL : bound))
                    .toList();
            if (left.size() <= count) {
                return left;
            }
        }
        return attacks;
    }

    private static PrivacyTest test(final Trials trials, final double adjusted, final double z) {
        final double[] bounds = difference(trials, z);
        return new PrivacyTest(
                trials.kind(),
                trials.column(),
                trials.trials(),
                trials.hits(),
                trials.otherTrials(),
                trials.otherHits(),
                trials.effect(),
                trials.scale() * bounds[0],
                trials.scale() * bounds[1],
                adjusted);
    }

    /** Bounds of a difference of two proportions from Wilson's intervals of both (Newcombe 1998, method 10). */
    static double[] difference(final Trials trials, final double z) {
        final double rate = (double) trials.hits() / trials.trials();
        final double other = (double) trials.otherHits() / trials.otherTrials();
        final double[] first = wilson(rate, trials.trials(), z);
        final double[] second = wilson(other, trials.otherTrials(), z);
        return new double[] {
            rate - other - Math.hypot(rate - first[0], second[1] - other),
            rate - other + Math.hypot(first[1] - rate, other - second[0])
        };
    }

    private static double[] wilson(final double rate, final int trials, final double z) {
        final double squared = z * z;
        final double middle = (trials * rate + squared / 2) / (trials + squared);
        final double error = z / (trials + squared) * Math.sqrt(trials * rate * (1 - rate) + squared / 4);
        return new double[] {Math.max(0, middle - error), Math.min(1, middle + error)};
    }
}
