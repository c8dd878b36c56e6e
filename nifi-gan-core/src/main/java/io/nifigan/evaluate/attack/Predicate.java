// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.table.Table;
import java.util.List;

/**
 * An attacker's guess that exactly one person fulfils all of some conditions.
 *
 * @param clauses the conditions, each on a different column
 */
record Predicate(List<Clause> clauses) {
    Predicate {
        clauses = List.copyOf(clauses);
    }

    /**
     * The number of rows that match; counting stops at {@code max + 1}.
     *
     * @param values {@code [columns][rows]}: numbers or codes, NaN where missing
     */
    int matches(final double[][] values, final int max) {
        final Clause first = clauses.getFirst();
        final double[] column = values[first.column()];
        int count = 0;
        if (first.relation() == Clause.Relation.UNEQUAL || first.relation() == Clause.Relation.MISSING) {
            for (int r = 0; r < column.length && count <= max; r++) {
                count += first.holds(column[r]) && othersHold(values, r) ? 1 : 0;
            }
            return count;
        }
        // All other relations are intervals, which are tested much faster.
        final double low = first.relation() == Clause.Relation.AT_MOST ? Double.NEGATIVE_INFINITY : first.value();
        final double high = first.relation() == Clause.Relation.AT_LEAST ? Double.POSITIVE_INFINITY : first.value();
        for (int r = 0; r < column.length; r++) {
            if (column[r] >= low && column[r] <= high && othersHold(values, r)) {
                count++;
                if (count > max) {
                    return count;
                }
            }
        }
        return count;
    }

    /**
     * The number of matching rows in each part of a table, where row r belongs to part r modulo {@code parts}; counting
     * stops at {@code max + 1} matches in all.
     */
    int[] matchesByPart(final double[][] values, final int parts, final int max) {
        final int[] counts = new int[parts];
        final int rows = values[clauses.getFirst().column()].length;
        int count = 0;
        for (int r = 0; r < rows && count <= max; r++) {
            if (clauses.getFirst().holds(values[clauses.getFirst().column()][r]) && othersHold(values, r)) {
                counts[r % parts]++;
                count++;
            }
        }
        return counts;
    }

    private boolean othersHold(final double[][] values, final int row) {
        for (int i = 1; i < clauses.size(); i++) {
            final Clause clause = clauses.get(i);
            if (!clause.holds(values[clause.column()][row])) {
                return false;
            }
        }
        return true;
    }

    /** The index of the only row that matches; -1 if none or several do. */
    int onlyMatch(final double[][] values) {
        final int rows = values[clauses.getFirst().column()].length;
        int only = -1;
        for (int r = 0; r < rows; r++) {
            if (clauses.getFirst().holds(values[clauses.getFirst().column()][r]) && othersHold(values, r)) {
                if (only >= 0) {
                    return -1;
                }
                only = r;
            }
        }
        return only;
    }

    /** Whether exactly one row matches. */
    boolean singlesOut(final double[][] values) {
        return matches(values, 1) == 1;
    }

    /**
     * A table's columns as numbers: {@code [columns][rows]}, codes for categories, NaN for missing values; null for
     * columns that are left out.
     */
    static double[][] values(final Table table, final int[] columns) {
        final double[][] values = new double[table.columns().size()][];
        for (final int column : columns) {
            values[column] = new double[table.rows()];
            for (int r = 0; r < table.rows(); r++) {
                values[column][r] = table.isMissing(column, r)
                        ? Double.NaN
                        : table.numbers(column) == null ? table.codes(column)[r] : table.numbers(column)[r] + 0.;
            }
        }
        return values;
    }
}
