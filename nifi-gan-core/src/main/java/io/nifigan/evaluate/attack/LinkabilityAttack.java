// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.evaluate.similarity.Neighbours;
import io.nifigan.evaluate.similarity.RowSpace;
import io.nifigan.table.Column;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A linkability attack: the attacker has two tables with different columns of the same people and links their rows. Two
 * rows are linked if both have the same nearest synthetic row (Giomi et al. 2022, section 4.2).
 */
public final class LinkabilityAttack {
    private static final int MAX_SYNTHETIC = 10_000;

    private final EvaluationData data;
    private final RowSpace first;
    private final RowSpace second;
    private final Table synthetic;

    private LinkabilityAttack(final EvaluationData data, final int[] half, final int[] otherHalf) {
        this.data = data;
        this.first = new RowSpace(data.real(), half);
        this.second = new RowSpace(data.real(), otherHalf);
        this.synthetic = data.sample(data.synthetic(), MAX_SYNTHETIC, StreamSeed.LINKABILITY_SYNTHETIC);
    }

    /**
     * The attack with every second column in one table and the rest in the other, each with the forms of its values;
     * null if there are fewer than two columns.
     */
    public static Measured measure(final EvaluationData data) {
        return data.comparedFields().length < 2 ? null : measure(data, half(data, 0), half(data, 1));
    }

    private static int[] half(final EvaluationData data, final int first) {
        final int[] fields = data.comparedFields();
        final int[] half = IntStream.range(0, fields.length)
                .filter(i -> i % 2 == first)
                .map(i -> fields[i])
                .toArray();
        final int[] forms = FormColumns.of(data.real().columns());
        return IntStream.concat(
                        Arrays.stream(half),
                        Arrays.stream(half).map(column -> forms[column]).filter(form -> form >= 0))
                .toArray();
    }

    static Measured measure(final EvaluationData data, final int[] half, final int[] otherHalf) {
        final LinkabilityAttack attack = new LinkabilityAttack(data, half, otherHalf);
        final int attacks = Math.min(data.settings().attacks(), data.real().rows());
        final int links = attack.links(data.sample(data.real(), attacks, StreamSeed.LINKABILITY_REAL));
        final Rate success = ConfidenceIntervals.wilson(links, attacks);
        final Rate baseline = ConfidenceIntervals.wilson(attack.byChance(attacks), attacks);
        final Trials trials = data.heldOut() == null ? null : attack.trials(attacks, links);
        final Rate control =
                trials == null ? null : ConfidenceIntervals.wilson(trials.otherHits(), trials.otherTrials());
        return new Measured(
                new Attack(
                        Attack.Kind.LINKABILITY,
                        attacks,
                        success,
                        control,
                        baseline,
                        ConfidenceIntervals.risk(success, control == null ? baseline : control),
                        Arrays.stream(half)
                                .mapToObj(data.real()::column)
                                .filter(column -> !column.field().marksForm())
                                .map(Column::name)
                                .collect(Collectors.joining(", "))),
                trials);
    }

    private Trials trials(final int attacks, final int links) {
        final Table others = data.sample(data.heldOut(), data.settings().attacks(), StreamSeed.LINKABILITY_HELD_OUT);
        return new Trials(PrivacyTest.Kind.LINKABILITY, null, attacks, links, others.rows(), links(others), 1);
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
        return Neighbours.find(space.place(targets), space.place(synthetic), 1, false, data.workers())
                .indices();
    }

    private int byChance(final int attacks) {
        final RandomStream random = new RandomStream(data.seed(StreamSeed.LINKABILITY_CHANCE));
        int links = 0;
        for (int i = 0; i < attacks; i++) {
            links += random.nextInt(synthetic.rows()) == random.nextInt(synthetic.rows()) ? 1 : 0;
        }
        return links;
    }
}
