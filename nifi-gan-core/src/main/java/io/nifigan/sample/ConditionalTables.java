// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.refine.RakingTable;
import io.nifigan.refine.Refinement;
import io.nifigan.refine.SubgroupTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What columns are to look like under a condition on one of them: the tables of pairs that hold this column tell it, for its groups of values of
 * which all meet the condition.
 */
final class ConditionalTables {
    private final Refinement refinement;
    private final ConditionedGroups groups;

    private ConditionalTables(final Refinement refinement, final ConditionedGroups groups) {
        this.refinement = refinement;
        this.groups = groups;
    }

    /** What rows in some groups of a column are to meet. */
    static List<SubgroupTable> of(final Refinement refinement, final ConditionedGroups groups) {
        return new ConditionalTables(refinement, groups).tables();
    }

    private List<SubgroupTable> tables() {
        final double[] met = groups.met();
        final double all = groups.share();
        final List<SubgroupTable> tables = new ArrayList<>();
        tables.add(new SubgroupTable(groups.column(), groups.column(), Arrays.stream(met).map(share -> share / all).toArray(), 0,
                new boolean[met.length * met.length]));
        for (final RakingTable table : refinement.tables()) {
            if (table.second() >= 0 && (table.first() == groups.column() || table.second() == groups.column())) {
                tables.add(other(table));
            }
        }
        return tables;
    }

    /** The other column's groups among the rows that meet the condition. */
    private SubgroupTable other(final RakingTable pair) {
        final double[] met = groups.met();
        final boolean first = pair.first() == groups.column();
        final int other = first ? pair.second() : pair.first();
        final int width = refinement.bins().columns().get(other).groupCount();
        final double[] known = new double[width];
        final boolean[] open = new boolean[met.length * width];
        double left = 0;
        for (int g = 0; g < met.length; g++) {
            double knownHere = 0;
            for (int h = 0; h < width && met[g] > 0; h++) {
                final int slot = pair.slots()[first ? g * width + h : h * met.length + g];
                open[g * width + h] = slot == 0 || groups.unmet()[g] > 0;
                if (!open[g * width + h] && slot != RakingTable.NEVER) {
                    known[h] += pair.targets()[slot];
                    knownHere += pair.targets()[slot];
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
}
