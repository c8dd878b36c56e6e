// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.PrivacyTest.Kind;
import io.nifigan.evaluate.result.Thresholds;
import io.nifigan.evaluate.result.Verdict.Grade;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimultaneousTestsTest {
    private static final Thresholds THRESHOLDS = Thresholds.defaults();

    private static Trials guesses(final int trials, final int hits, final int otherTrials, final int otherHits) {
        return new Trials(Kind.ATTRIBUTE_INFERENCE, "age", trials, hits, otherTrials, otherHits, 1);
    }

    /** SciPy's fisher_exact and hypergeom give these chances. */
    @Test
    void chancesAreThoseOfFisherAdjustedByHolm() {
        assertEquals(7.284121e-5, guesses(9_000, 90, 1_000, 0).chance(), 1e-10);
        final List<PrivacyTest> tests = SimultaneousTests.of(
                List.of(
                        guesses(100, 12, 100, 10),
                        guesses(100, 30, 100, 10),
                        guesses(100, 20, 100, 10),
                        guesses(100, 25, 100, 10)),
                THRESHOLDS);
        final double[] chances = {.00032520525, .00425178574, .03671379487, .41087425818};
        for (int i = 0; i < 4; i++) {
            assertEquals((4 - i) * chances[i], tests.get(i).chance(), 1e-9);
        }
        assertEquals(.2, tests.getFirst().effect(), 1e-12);
        assertEquals(.04050718, tests.getFirst().low(), 1e-7);
        assertEquals(.35051050, tests.getFirst().high(), 1e-7);
        assertTrue(tests.get(0).isSignificant());
        assertFalse(tests.get(1).isSignificant());
    }

    @Test
    void halfOfTheLevelIsForCopies() {
        final Trials copies = new Trials(Kind.EXACT_COPIES, null, 9_000, 90, 1_000, 0, 1);
        final List<PrivacyTest> tests =
                SimultaneousTests.of(List.of(copies, guesses(100, 25, 100, 10), guesses(100, 20, 100, 10)), THRESHOLDS);
        assertEquals(2 * 7.284121e-5, tests.get(0).chance(), 1e-10);
        assertEquals(2 * .00425178574, tests.get(1).chance(), 1e-9);
        assertEquals(.03671379487, tests.get(2).chance(), 1e-9);
    }

    /** The example of Newcombe 1998: 56 of 70 against 48 of 80. */
    @Test
    void boundsOfADifferenceAreThoseOfNewcombe() {
        final double[] bounds = SimultaneousTests.difference(guesses(70, 56, 80, 48), 1.959964);
        assertEquals(.0524, bounds[0], 5e-5);
        assertEquals(.3339, bounds[1], 5e-5);
    }

    @Test
    void adjustedChancesNeverFall() {
        final List<PrivacyTest> tests =
                SimultaneousTests.of(List.of(guesses(100, 30, 100, 10), guesses(100, 30, 100, 10)), THRESHOLDS);
        assertEquals(tests.get(0).chance(), tests.get(1).chance());
    }

    /** Near a control of 1 the effect cannot be large, and a few successes in all cannot be significant. */
    @Test
    void attacksThatCouldNotSucceedAreNotCounted() {
        final List<PrivacyTest> tests = SimultaneousTests.of(
                List.of(
                        guesses(2_000, 2_000, 1_000, 975),
                        guesses(200, 4, 100, 0),
                        new Trials(Kind.SINGLE_VALUE, "age", 9_000, 40, 1_000, 0, 1),
                        guesses(1_000, 400, 1_000, 300)),
                THRESHOLDS);
        assertEquals(1, tests.size());
        assertEquals(guesses(1_000, 400, 1_000, 300).chance(), tests.getFirst().chance());
    }

    @Test
    void anEffectCountsIfItIsSignificantAndMatters() {
        assertEquals(Grade.GOOD, grade(guesses(20_000, 5_400, 20_000, 5_000)));
        assertEquals(Grade.FAIR, grade(guesses(20_000, 5_800, 20_000, 5_000)));
        assertEquals(Grade.POOR, grade(guesses(20_000, 8_000, 20_000, 5_000)));
        assertEquals(Grade.GOOD, grade(guesses(100, 30, 100, 25)));
        assertEquals(Grade.FAIR, grade(new Trials(Kind.EXACT_COPIES, null, 9_000, 90, 4_500, 0, 1)));
        assertEquals(Grade.POOR, grade(new Trials(Kind.EXACT_COPIES, null, 9_000, 900, 4_500, 0, 1)));
    }

    private static Grade grade(final Trials trials) {
        return THRESHOLDS.grade(
                SimultaneousTests.of(List.of(trials), THRESHOLDS).getFirst());
    }

    /** Thirty columns, a thousand tables in which nothing is to be found: some 10 false alarms are allowed. */
    @Test
    void chanceRaisesAFalseAlarmInAtMostOneOfAHundred() {
        final RandomStream random = new RandomStream(4);
        int alarms = 0;
        for (int table = 0; table < 1_000; table++) {
            final List<Trials> attacks = IntStream.range(0, 30)
                    .mapToObj(column -> guesses(400, successes(400, random), 100, successes(100, random)))
                    .toList();
            alarms += SimultaneousTests.of(attacks, THRESHOLDS).stream().anyMatch(PrivacyTest::isSignificant) ? 1 : 0;
        }
        assertTrue(alarms <= 18, () -> "false alarms in 1,000 tables");
    }

    private static int successes(final int trials, final RandomStream random) {
        return (int)
                IntStream.range(0, trials).filter(i -> random.nextDouble() < .3).count();
    }
}
