// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws of rows from a {@link GraphicalModel}, clique by clique: the clique's new columns given those drawn before.
 * Among rows that agree so far, systematic sampling meets the shares as closely as whole rows can, so that the rows
 * vary less than independent draws.
 */
final class RowDraws {
    private RowDraws() {}

    /** Draws rows. Returns for each column the group (of level 1) of each row. */
    static int[][] draw(final GraphicalModel model, final int rows, final RandomGenerator random) {
        final JunctionTree tree = model.tree();
        final int[] sizes = model.sizes();
        final int[][] drawn = new int[sizes.length][rows];
        final CliqueTables tables = new CliqueTables(tree, sizes);
        for (final int clique : tree.order()) {
            final int[] shared = tree.shared(clique);
            final int[] fresh = Arrays.stream(tree.cliques()[clique])
                    .filter(column -> Arrays.binarySearch(shared, column) < 0)
                    .toArray();
            final int[] ordered = new int[shared.length + fresh.length];
            System.arraycopy(shared, 0, ordered, 0, shared.length);
            System.arraycopy(fresh, 0, ordered, shared.length, fresh.length);
            final int known = cells(shared, sizes);
            final int unknown = cells(fresh, sizes);
            final double[] table = new double[known * unknown];
            final double[] belief = model.beliefs()[clique];
            final int[] map = tables.map(clique, ordered, sizes, null);
            for (int cell = 0; cell < belief.length; cell++) {
                table[map[cell]] += belief[cell];
            }
            final int[][] groups = sorted(drawn, shared, sizes, known, rows);
            for (int k = 0; k < known; k++) {
                assign(drawn, fresh, sizes, groups[k], table, k * unknown, unknown, random);
            }
        }
        return drawn;
    }

    private static int cells(final int[] columns, final int[] sizes) {
        int cells = 1;
        for (final int column : columns) {
            cells *= sizes[column];
        }
        return cells;
    }

    /** The indices of rows, grouped by their values in the shared columns. */
    private static int[][] sorted(
            final int[][] drawn, final int[] shared, final int[] sizes, final int known, final int rows) {
        final int[] at = new int[rows];
        final int[] counts = new int[known];
        for (int r = 0; r < rows; r++) {
            for (final int column : shared) {
                at[r] = at[r] * sizes[column] + drawn[column][r];
            }
            counts[at[r]]++;
        }
        final int[][] groups = new int[known][];
        for (int k = 0; k < known; k++) {
            groups[k] = new int[counts[k]];
        }
        for (int r = 0; r < rows; r++) {
            groups[at[r]][--counts[at[r]]] = r;
        }
        return groups;
    }

    private static void assign(
            final int[][] drawn,
            final int[] fresh,
            final int[] sizes,
            final int[] rows,
            final double[] table,
            final int from,
            final int count,
            final RandomGenerator random) {
        for (int i = rows.length - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int swapped = rows[i];
            rows[i] = rows[j];
            rows[j] = swapped;
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += table[from + i];
        }
        final double shift = random.nextDouble();
        int cell = 0;
        double reached = table[from];
        for (int i = 0; i < rows.length; i++) {
            // Systematic sampling: one random shift for all rows of the group.
            final double wanted = sum * (i + shift) / rows.length;
            while (reached < wanted && cell < count - 1) {
                cell++;
                reached += table[from + cell];
            }
            int left = sum > 0 ? cell : random.nextInt(count);
            for (int f = fresh.length - 1; f >= 0; f--) {
                drawn[fresh[f]][rows[i]] = left % sizes[fresh[f]];
                left /= sizes[fresh[f]];
            }
        }
    }
}
