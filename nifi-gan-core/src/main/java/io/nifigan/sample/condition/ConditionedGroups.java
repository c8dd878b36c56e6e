// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.encode.TableEncoder;
import io.nifigan.select.RakingModel;
import io.nifigan.select.RakingTable;
import io.nifigan.trees.ColumnBins;
import java.util.Arrays;
import java.util.Optional;

/**
 * The groups of a column's values that meet a condition.
 *
 * @param column the column of the raking model's bins
 * @param met {@code [groups]}: the share of all rows that lie in a group and meet the condition
 * @param unmet {@code [groups]}: the share of all rows that lie in it and do not
 */
public record ConditionedGroups(int column, double[] met, double[] unmet) {
    /** The groups of a condition's column; empty if it has none, or if too few training rows meet the condition. */
    public static Optional<ConditionedGroups> of(
            final RakingModel raking, final TableEncoder encoder, final ColumnTest test) {
        for (int i = 0; i < raking.bins().columns().size(); i++) {
            final ColumnBins bins = raking.bins().columns().get(i);
            if (bins.column() == test.column() && !bins.isComputed()) {
                return Optional.of(groups(raking, encoder, i, test)).filter(groups -> groups.share() > 0);
            }
        }
        return Optional.empty();
    }

    /**
     * Takes the shares of groups from the training rows, and the part of a group that meets the condition from its
     * values.
     */
    private static ConditionedGroups groups(
            final RakingModel raking, final TableEncoder encoder, final int column, final ColumnTest test) {
        final ColumnBins bins = raking.bins().columns().get(column);
        final double[] accepted = new double[bins.bins()];
        final double[] refused = new double[bins.bins()];
        if (bins.values() == null) {
            for (final ColumnSupport.Example example : new ColumnSupport(encoder, test.column()).examples()) {
                (test.accepts(example.value()) ? accepted : refused)[bins.binOf(example.value())] += example.share();
            }
        } else {
            for (int b = 0; b < bins.bins(); b++) {
                final boolean others = b == bins.bins() - 1;
                (!others && test.accepts(b == 0 ? null : bins.values().get(b - 1)) ? accepted : refused)[b] = 1;
            }
        }
        final double[] shares = shares(raking, column);
        final double[] met = new double[bins.groupCount()];
        final double[] unmet = new double[met.length];
        for (int b = 0; b < shares.length; b++) {
            final double both = accepted[b] + refused[b];
            met[bins.groups()[b]] += both > 0 ? shares[b] * accepted[b] / both : 0;
            unmet[bins.groups()[b]] += both > 0 ? shares[b] * refused[b] / both : 0;
        }
        return new ConditionedGroups(column, met, unmet);
    }

    /** The share of training rows in each bin of a column; 0 where the bin shares the first slot with others. */
    private static double[] shares(final RakingModel raking, final int column) {
        final double[] shares = new double[raking.bins().columns().get(column).bins()];
        for (final RakingTable table : raking.tables()) {
            for (int b = 0; b < shares.length && table.second() < 0 && table.first() == column; b++) {
                shares[b] = table.slots()[b] <= 0 ? 0 : table.targets()[table.slots()[b]];
            }
        }
        return shares;
    }

    /** The share of all rows that meet the condition. */
    public double share() {
        return Arrays.stream(met).sum();
    }
}
