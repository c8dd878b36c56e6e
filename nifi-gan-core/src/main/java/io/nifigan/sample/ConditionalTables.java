// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.refine.ColumnBins;
import io.nifigan.refine.RakingTable;
import io.nifigan.refine.Refinement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the other columns are to look like under a condition on one column of separate values: the tables of pairs that hold this column tell it.
 * Under conditions on several columns, or on numbers, no table does.
 */
final class ConditionalTables {
    private final Refinement refinement;
    private final int column;
    private final boolean[] wanted;

    private ConditionalTables(final Refinement refinement, final int column, final boolean[] wanted) {
        this.refinement = refinement;
        this.column = column;
        this.wanted = wanted;
    }

    /** Tables of single columns that rows under the conditions are to meet; none where that is not known. */
    static List<RakingTable> of(final Refinement refinement, final List<ColumnTest> tests) {
        if (tests.size() != 1) {
            return List.of();
        }
        final List<ColumnBins> columns = refinement.bins().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column() == tests.getFirst().column() && columns.get(i).values() != null) {
                final boolean[] wanted = wantedGroups(columns.get(i), tests.getFirst());
                return wanted == null ? List.of() : new ConditionalTables(refinement, i, wanted).tables();
            }
        }
        return List.of();
    }

    /** Which groups of values meet the condition; null where values of one group do and others do not. */
    private static boolean[] wantedGroups(final ColumnBins bins, final ColumnTest test) {
        final int[] seen = new int[bins.bins()];
        for (int b = 0; b < bins.bins(); b++) {
            final boolean others = b == bins.bins() - 1;
            final boolean accepted = !others && test.accepts(b == 0 ? null : bins.values().get(b - 1));
            seen[bins.groups()[b]] |= accepted ? 1 : 2;
        }
        final boolean[] wanted = new boolean[bins.bins()];
        for (int g = 0; g < wanted.length; g++) {
            if (seen[g] == 3) {
                return null;
            }
            wanted[g] = seen[g] == 1;
        }
        return wanted;
    }

    private List<RakingTable> tables() {
        double total = 0;
        for (final RakingTable table : refinement.tables()) {
            if (table.second() < 0 && table.first() == column) {
                final int[] groups = refinement.bins().columns().get(column).groups();
                for (int b = 0; b < groups.length; b++) {
                    total += wanted[groups[b]] && table.slots()[b] != 0 ? table.targets()[table.slots()[b]] : 0;
                }
            }
        }
        final List<RakingTable> tables = new ArrayList<>();
        for (final RakingTable table : refinement.tables()) {
            if (total > 0 && table.second() >= 0 && (table.first() == column || table.second() == column)) {
                tables.add(given(table, total));
            }
        }
        return tables;
    }

    /** The other column's table among the rows that are wanted; groups of which a cell has few rows share a slot. */
    private RakingTable given(final RakingTable pair, final double total) {
        final boolean first = pair.first() == column;
        final int other = first ? pair.second() : pair.first();
        final ColumnBins bins = refinement.bins().columns().get(other);
        final int width = refinement.bins().columns().get(pair.second()).groupCount();
        final int groups = bins.groupCount();
        final double[] shares = new double[groups];
        double known = 0;
        for (int h = 0; h < groups; h++) {
            for (int g = 0; g < wanted.length && g < pair.slots().length; g++) {
                final int slot = wanted[g] ? pair.slots()[first ? g * width + h : h * width + g] : 0;
                shares[h] += slot == 0 ? 0 : pair.targets()[slot];
            }
            known += shares[h];
        }
        final int[] slotOf = new int[groups];
        int used = 1;
        for (int h = 0; h < groups; h++) {
            slotOf[h] = shares[h] > 0 ? used++ : 0;
        }
        final double whole = Math.max(total, known);
        final float[] targets = new float[used];
        targets[0] = (float) Math.clamp((whole - known) / whole, 0., 1.);
        for (int h = 0; h < groups; h++) {
            if (slotOf[h] > 0) {
                targets[slotOf[h]] = (float) Math.min(1, shares[h] / whole);
            }
        }
        final int[] slots = new int[bins.bins()];
        for (int b = 0; b < slots.length; b++) {
            slots[b] = slotOf[bins.groups()[b]];
        }
        return new RakingTable(other, -1, slots, targets, new float[used]);
    }
}
