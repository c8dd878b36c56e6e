// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.select.RakingModel;
import io.nifigan.select.RakingTable;
import io.nifigan.select.SubgroupTable;
import io.nifigan.trees.ColumnBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Derives the tables of rows under a condition on one column from the raking tables of two columns that contain it.
 * They are known for those of its groups in which every value meets the condition.
 */
public final class ConditionalTables {
    private static final double MIN_SHARE = 1e-6;

    private final RakingModel raking;
    private final ConditionedGroups groups;

    private ConditionalTables(final RakingModel raking, final ConditionedGroups groups) {
        this.raking = raking;
        this.groups = groups;
    }

    /** The tables of the rows in some groups of a column: the column's own, and one for each column paired with it. */
    public static List<SubgroupTable> of(final RakingModel raking, final ConditionedGroups groups) {
        return new ConditionalTables(raking, groups).tables();
    }

    private List<SubgroupTable> tables() {
        final double[] met = groups.met();
        final double all = groups.share();
        final List<SubgroupTable> tables = new ArrayList<>();
        tables.add(new SubgroupTable(
                groups.column(),
                groups.column(),
                Arrays.stream(met).map(share -> share / all).toArray(),
                0,
                new boolean[met.length * met.length]));
        for (final RakingTable table : raking.tables()) {
            if (table.second() >= 0 && (table.first() == groups.column() || table.second() == groups.column())) {
                tables.add(other(table));
            }
        }
        return tables;
    }

    /** The shares of the other column's groups among the rows that meet the condition. */
    private SubgroupTable other(final RakingTable pair) {
        final double[] met = groups.met();
        final boolean first = pair.first() == groups.column();
        final int other = first ? pair.second() : pair.first();
        final double[] shares = shares(other);
        final int width = shares.length;
        final int[] slots = new int[met.length * width];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = pair.slots()[first ? i : i % width * met.length + i / width];
        }
        // A slot is known where all of its cells meet the condition. Its share is divided among its cells by the sizes
        // of the two columns' groups.
        final boolean[] isKnown = new boolean[pair.targets().length];
        final double[] sizes = new double[isKnown.length];
        Arrays.fill(isKnown, 1, isKnown.length, true);
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != RakingTable.NEVER) {
                isKnown[slots[i]] &= met[i / width] > 0 && groups.unmet()[i / width] <= 0;
                sizes[slots[i]] += met[i / width] * shares[i % width];
            }
        }
        final double[] known = new double[width];
        final boolean[] open = new boolean[slots.length];
        double left = 0;
        for (int g = 0; g < met.length; g++) {
            double knownHere = 0;
            for (int h = 0; h < width && met[g] > 0; h++) {
                final int slot = slots[g * width + h];
                open[g * width + h] = slot != RakingTable.NEVER && !isKnown[slot];
                if (slot != RakingTable.NEVER && isKnown[slot]) {
                    final double share = pair.targets()[slot] * met[g] * shares[h] / sizes[slot];
                    known[h] += share;
                    knownHere += share;
                }
            }
            left += Math.max(0, met[g] - knownHere);
        }
        final double sum = Arrays.stream(known).sum() + left;
        for (int h = 0; h < width; h++) {
            known[h] /= sum;
        }
        return new SubgroupTable(other, groups.column(), known, left / sum, open);
    }

    /** The share of training rows in each group of a column, never 0. */
    private double[] shares(final int column) {
        final ColumnBins bins = raking.bins().columns().get(column);
        final double[] shares = new double[bins.groupCount()];
        Arrays.fill(shares, MIN_SHARE);
        for (final RakingTable table : raking.tables()) {
            for (int b = 0; b < bins.bins() && table.second() < 0 && table.first() == column; b++) {
                shares[bins.groups()[b]] += table.slots()[b] <= 0 ? 0 : table.targets()[table.slots()[b]];
            }
        }
        return shares;
    }
}
