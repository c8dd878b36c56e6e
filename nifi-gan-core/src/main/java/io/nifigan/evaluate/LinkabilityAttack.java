// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.network.Noise;
import io.nifigan.network.StreamSeed;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether an attacker who has some columns of people in one table and the others in another finds out by the synthetic rows which belong together: the
 * halves of a person are linked where both have the same nearest synthetic row (Giomi et al. 2022, section 4.2).
 */
final class LinkabilityAttack {
    private static final int MOST_SYNTHETIC = 10_000;

    private final Subject subject;
    private final RowSpace first;
    private final RowSpace second;
    private final Table synthetic;

    private LinkabilityAttack(final Subject subject, final int[] half, final int[] otherHalf) {
        this.subject = subject;
        this.first = new RowSpace(subject.real(), half);
        this.second = new RowSpace(subject.real(), otherHalf);
        this.synthetic = subject.sample(subject.synthetic(), MOST_SYNTHETIC, StreamSeed.LINKABILITY_SYNTHETIC);
    }

    /** Every other column against the rest; null where there are fewer than two. */
    static Attack measure(final Subject subject) {
        final int[] columns = subject.compared();
        return columns.length < 2 ? null : measure(subject, IntStream.range(0, columns.length).filter(i -> i % 2 == 0).map(i -> columns[i]).toArray(),
                IntStream.range(0, columns.length).filter(i -> i % 2 == 1).map(i -> columns[i]).toArray());
    }

    static Attack measure(final Subject subject, final int[] half, final int[] otherHalf) {
        final LinkabilityAttack attack = new LinkabilityAttack(subject, half, otherHalf);
        final int attacks = Math.min(subject.settings().attacks(), subject.real().rows());
        final Rate success = Rates.wilson(attack.links(subject.sample(subject.real(), attacks, StreamSeed.LINKABILITY_REAL)), attacks);
        final Rate baseline = Rates.wilson(attack.byChance(attacks), attacks);
        final Rate control = subject.heldOut() == null ? null : attack.control();
        return new Attack(Attack.Kind.LINKABILITY, attacks, success, control, baseline, Rates.risk(success, control == null ? baseline : control),
                Arrays.stream(half).mapToObj(column -> subject.real().column(column).name()).collect(Collectors.joining(", ")));
    }

    private Rate control() {
        final Table targets = subject.sample(subject.heldOut(), subject.settings().attacks(), StreamSeed.LINKABILITY_HELD_OUT);
        return Rates.wilson(links(targets), targets.rows());
    }

    private int links(final Table targets) {
        final int[] byFirst = nearest(first, targets);
        final int[] bySecond = nearest(second, targets);
        int links = 0;
        for (int r = 0; r < byFirst.length; r++) {
            links += byFirst[r] == bySecond[r] ? 1 : 0;
        }
        return links;
    }

    private int[] nearest(final RowSpace space, final Table targets) {
        return Neighbours.find(space.place(targets), space.place(synthetic), 1, false, subject.crew()).indices();
    }

    private int byChance(final int attacks) {
        final Noise noise = new Noise(subject.seed(StreamSeed.LINKABILITY_CHANCE));
        int links = 0;
        for (int i = 0; i < attacks; i++) {
            links += noise.nextInt(synthetic.rows()) == noise.nextInt(synthetic.rows()) ? 1 : 0;
        }
        return links;
    }
}
