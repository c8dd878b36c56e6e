// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.network.StreamSeed;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;

/** Whether guesses made from synthetic rows single out real rows, more often learnt ones than held-out ones. */
final class SinglingOutAttack {
    /** With fewer guesses there is nothing to estimate from. */
    private static final int FEWEST = 20;
    /** Of more there is no need to know how many. */
    private static final int MOST_MATCHES = 60;
    private static final int PARTS = 20;

    private final Subject subject;

    private SinglingOutAttack(final Subject subject) {
        this.subject = subject;
    }

    /** Null where hardly any guess singles out a synthetic row. */
    static Attack measure(final Subject subject, final Attack.Kind kind) {
        return new SinglingOutAttack(subject).measure(kind);
    }

    private Attack measure(final Attack.Kind kind) {
        final boolean single = kind == Attack.Kind.SINGLING_OUT_UNIVARIATE;
        final Guesses maker = new Guesses(subject.synthetic(), subject.compared(), subject.seed(single ? StreamSeed.SINGLING_OUT_SINGLE : StreamSeed.SINGLING_OUT_SEVERAL), subject.crew());
        final int wanted = subject.settings().attacks();
        final List<Guess> guesses = single ? maker.univariate(wanted) : maker.multivariate(wanted);
        if (guesses.size() < FEWEST) {
            return null;
        }
        final Rate success = Rates.wilson(successes(matches(guesses, subject.real(), 1)), guesses.size());
        final List<Guess> random = maker.random(guesses.size(), single ? 1 : Guesses.COLUMNS);
        final Rate baseline = Rates.wilson(successes(matches(random, subject.real(), 1)), random.size());
        final Rate control = subject.heldOut() == null ? null : control(guesses);
        return new Attack(kind, guesses.size(), success, control, baseline, Rates.risk(success, control == null ? baseline : control), null);
    }

    private int[] matches(final List<Guess> guesses, final Table table, final int most) {
        final int[] matches = new int[guesses.size()];
        final double[][] values = Guess.values(table, subject.compared());
        subject.crew().run(member -> {
            for (int i = member; i < matches.length; i += subject.crew().size()) {
                matches[i] = guesses.get(i).matches(values, most);
            }
        });
        return matches;
    }

    private static long successes(final int[] matches) {
        return Arrays.stream(matches).filter(count -> count == 1).count();
    }

    /**
     * How many guesses would single out held-out rows if there were as many of them as of real ones: in a larger table some more are true of a row at
     * all, and some that were true of one are true of two. How sure that is is told by leaving out a twentieth of the rows at a time (the jackknife):
     * one row far out is what many guesses hit on, or none.
     */
    private Rate control(final List<Guess> guesses) {
        final int rows = subject.heldOut().rows();
        final int real = subject.real().rows();
        if (rows == real) {
            return Rates.wilson(successes(matches(guesses, subject.heldOut(), 1)), guesses.size());
        }
        final double[][] values = Guess.values(subject.heldOut(), subject.compared());
        final int[][] parts = new int[guesses.size()][];
        subject.crew().run(member -> {
            for (int i = member; i < parts.length; i += subject.crew().size()) {
                parts[i] = guesses.get(i).matchesByPart(values, PARTS, MOST_MATCHES);
            }
        });
        final double[] without = new double[PARTS];
        subject.crew().run(member -> {
            for (int part = member; part < PARTS; part += subject.crew().size()) {
                without[part] = share(parts, part, real / (rows * (1 - 1. / PARTS)));
            }
        });
        final double mean = Arrays.stream(without).average().orElseThrow();
        final double variance = Arrays.stream(without).map(share -> (share - mean) * (share - mean)).sum() * (PARTS - 1) / PARTS;
        final double share = share(parts, -1, (double) real / rows);
        final Rate chance = Rates.wilson(share * guesses.size(), guesses.size());
        return Rates.bounded(chance.value(), Math.hypot(chance.high() - chance.value(), Rates.Z * Math.sqrt(variance)));
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
