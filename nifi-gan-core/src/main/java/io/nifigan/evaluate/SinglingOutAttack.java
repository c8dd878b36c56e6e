// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;

/** Whether guesses made from synthetic rows single out real rows, more often learnt ones than held-out ones. */
final class SinglingOutAttack {
    /** With fewer guesses there is nothing to estimate from. */
    private static final int FEWEST = 20;
    /** Of more there is no need to know how many. */
    private static final int MOST_MATCHES = 60;

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
        final Guesses maker = new Guesses(subject.synthetic(), subject.compared(), subject.seed(single ? 61 : 62), subject.crew());
        final int wanted = subject.settings().attacks();
        final List<Guess> guesses = single ? maker.univariate(wanted) : maker.multivariate(wanted);
        if (guesses.size() < FEWEST) {
            return null;
        }
        final Rate success = Rates.wilson(successes(matches(guesses, subject.real(), 1)), guesses.size());
        final List<Guess> random = maker.random(guesses.size(), single ? 1 : Guesses.COLUMNS);
        final Rate baseline = Rates.wilson(successes(matches(random, subject.real(), 1)), random.size());
        final Rate control = subject.heldOut() == null ? null : Rates.wilson(control(guesses), guesses.size());
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
     * all, and some that were true of one are true of two.
     */
    private double control(final List<Guess> guesses) {
        final int rows = subject.heldOut().rows();
        final int[] matches = matches(guesses, subject.heldOut(), MOST_MATCHES);
        final double found = successes(matches);
        if (rows == subject.real().rows() || found == 0) {
            return found;
        }
        final MatchRates rates = new MatchRates(matches);
        return Math.min(guesses.size(), found * rates.singlingOut((double) subject.real().rows() / rows) / rates.singlingOut(1));
    }
}
