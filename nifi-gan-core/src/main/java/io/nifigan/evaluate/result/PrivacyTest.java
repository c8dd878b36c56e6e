// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Comparator;
import java.util.Objects;

/**
 * A privacy attack as a statistical test: its success on training rows against that on real rows which the model has
 * never seen. If the synthetic rows reveal nothing about single training rows, both kinds of row are exchangeable, so
 * that a difference comes about by chance alone. The verdict on privacy rests on these tests.
 *
 * @param kind the kind of attack
 * @param column the column that is attacked; null if the attack is on whole rows
 * @param trials number of training rows that were attacked; for copies, number of synthetic rows
 * @param hits number of those on which the attack succeeds
 * @param otherTrials number of held-out rows that were attacked in the same way; for copies, number of real rows
 * @param otherHits number of those on which the attack succeeds
 * @param effect difference of the success rates; for combinations of values as a share of the attacker's guesses
 * @param low lower bound of the effect; of all tests together, 99 % of such bounds hold at once
 * @param high upper bound of the effect, likewise
 * @param chance probability of so great a success by chance in any of the tests (Fisher's exact test, adjusted by
 *     Holm's method)
 */
public record PrivacyTest(
        Kind kind,
        String column,
        int trials,
        int hits,
        int otherTrials,
        int otherHits,
        double effect,
        double low,
        double high,
        double chance) {
    /** Probability of a false alarm in any of the tests together. */
    public static final double LEVEL = .01;
    /** An effect as a share of guesses may exceed 1, where there are fewer guesses than rows. */
    private static final double MAX_EFFECT = 1_000;

    /** A kind of attack. */
    public enum Kind {
        /** Synthetic rows equal to a training row that is unlike all other real rows. */
        EXACT_COPIES(Guessing.NONE),
        /** Synthetic rows near a training row that is unlike all other real rows. */
        NEAR_COPIES(Guessing.NONE),
        /** Pointing out the one row in a hundred that most likely was a training row. */
        MEMBERSHIP_CERTAIN(Guessing.NONE),
        /** Pointing out the one row in ten that most likely was a training row. */
        MEMBERSHIP_LIKELY(Guessing.OF_SOME),
        /** Saying of every row whether it was a training row. */
        MEMBERSHIP(Guessing.OF_ALL),
        /** The same by an attacker who learns from rows of which it is known. */
        MEMBERSHIP_LEARNT(Guessing.OF_ALL),
        /** Finding a value that a single real row has among the synthetic rows. */
        SINGLE_VALUE(Guessing.NONE),
        /** Singling out a row by a combination of values taken from the synthetic rows. */
        COMBINATION(Guessing.OF_SOME),
        /** Finding the rows of two tables that belong to the same person. */
        LINKABILITY(Guessing.OF_SOME),
        /** Inferring the value of one column of a person whose other values are known. */
        ATTRIBUTE_INFERENCE(Guessing.OF_SOME);

        private final Guessing guessing;

        Kind(final Guessing guessing) {
            this.guessing = guessing;
        }

        public Guessing guessing() {
            return guessing;
        }
    }

    /** How far an attacker guesses, on which it depends how many successes matter. */
    public enum Guessing {
        /** A success is a disclosure by itself: few matter. */
        NONE,
        /** The attacker guesses, and a success may be luck. */
        OF_SOME,
        /**
         * The attacker says of every row whether it was learnt. Tables of counts by city allow some of that, too:
         * people are not recognised, but a little more likely in than others (Homer et al. 2008).
         */
        OF_ALL
    }

    public PrivacyTest {
        Objects.requireNonNull(kind, "kind");
        if (column != null) {
            Checks.text("column", column);
        }
        Checks.between("hits", hits, 0, trials);
        Checks.between("otherHits", otherHits, 0, otherTrials);
        Checks.between("effect", effect, -MAX_EFFECT, MAX_EFFECT);
        Checks.between("low", low, -MAX_EFFECT, MAX_EFFECT);
        Checks.between("high", high, -MAX_EFFECT, MAX_EFFECT);
        Checks.share("chance", chance);
    }

    /** Whether chance does not explain the effect, even as the greatest of all. */
    @JsonIgnore
    public boolean isSignificant() {
        return chance <= LEVEL;
    }

    /** Success rate on training rows. */
    public double rate() {
        return (double) hits / trials;
    }

    /** Success rate on held-out rows. */
    public double otherRate() {
        return (double) otherHits / otherTrials;
    }

    /** The order of tests, the strongest evidence last. */
    static Comparator<PrivacyTest> byEvidence() {
        return Comparator.<PrivacyTest>comparingDouble(test -> -test.chance()).thenComparingDouble(PrivacyTest::effect);
    }
}
