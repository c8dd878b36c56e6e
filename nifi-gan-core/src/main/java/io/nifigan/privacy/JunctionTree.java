// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * A junction tree of columns for a set of tables (Lauritzen and Spiegelhalter 1988). Each table lies within a clique,
 * and the columns that two cliques share lie in all cliques on the path between them. The cliques come from variable
 * elimination, the cheapest column first.
 *
 * @param cliques the columns of each clique, ascending
 * @param parents the parent of each clique, -1 for the first
 * @param order the cliques, each after its parent
 */
record JunctionTree(int[][] cliques, int[] parents, int[] order) {
    /**
     * Builds a tree.
     *
     * @param sizes the number of groups of each column
     * @param tables the columns of each table
     */
    static JunctionTree of(final int[] sizes, final Collection<int[]> tables) {
        final List<BitSet> cliques = cliques(sizes, tables);
        final int[][] columns = new int[cliques.size()][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = cliques.get(i).stream().toArray();
        }
        final int[] parents = new int[columns.length];
        return new JunctionTree(columns, parents, span(cliques, parents));
    }

    private static List<BitSet> cliques(final int[] sizes, final Collection<int[]> tables) {
        final int width = sizes.length;
        final BitSet[] neighbours = new BitSet[width];
        for (int c = 0; c < width; c++) {
            neighbours[c] = new BitSet(width);
        }
        for (final int[] table : tables) {
            for (final int a : table) {
                for (final int b : table) {
                    if (a != b) {
                        neighbours[a].set(b);
                    }
                }
            }
        }
        final BitSet left = new BitSet(width);
        left.set(0, width);
        final List<BitSet> cliques = new ArrayList<>();
        while (!left.isEmpty()) {
            final int eliminated = cheapest(sizes, neighbours, left);
            final BitSet clique = (BitSet) neighbours[eliminated].clone();
            clique.set(eliminated);
            for (int a = neighbours[eliminated].nextSetBit(0); a >= 0; a = neighbours[eliminated].nextSetBit(a + 1)) {
                neighbours[a].or(neighbours[eliminated]);
                neighbours[a].clear(a);
                neighbours[a].clear(eliminated);
            }
            left.clear(eliminated);
            if (cliques.stream().noneMatch(other -> contains(other, clique))) {
                cliques.add(clique);
            }
        }
        return cliques;
    }

    private static boolean contains(final BitSet whole, final BitSet part) {
        final BitSet rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }

    private static int cheapest(final int[] sizes, final BitSet[] neighbours, final BitSet left) {
        int best = -1;
        double min = Double.POSITIVE_INFINITY;
        for (int c = left.nextSetBit(0); c >= 0; c = left.nextSetBit(c + 1)) {
            double cost = sizes[c];
            boolean joins = false;
            for (int a = neighbours[c].nextSetBit(0); a >= 0; a = neighbours[c].nextSetBit(a + 1)) {
                cost *= sizes[a];
                final BitSet rest = (BitSet) neighbours[c].clone();
                rest.andNot(neighbours[a]);
                rest.clear(a);
                joins |= !rest.isEmpty();
            }
            // A column whose elimination adds no edge is preferred.
            cost *= joins ? 2 : 1;
            if (cost < min) {
                min = cost;
                best = c;
            }
        }
        return best;
    }

    /** Finds the maximum spanning tree of the overlaps, and returns the order of its cliques. */
    private static int[] span(final List<BitSet> cliques, final int[] parents) {
        final int count = cliques.size();
        final int[] order = new int[count];
        final int[] overlap = new int[count];
        final boolean[] in = new boolean[count];
        parents[0] = -1;
        in[0] = true;
        for (int i = 1; i < count; i++) {
            overlap[i] = -1;
        }
        int last = 0;
        for (int n = 1; n < count; n++) {
            int next = -1;
            for (int i = 0; i < count; i++) {
                if (!in[i]) {
                    final BitSet shared = (BitSet) cliques.get(i).clone();
                    shared.and(cliques.get(last));
                    if (shared.cardinality() > overlap[i]) {
                        overlap[i] = shared.cardinality();
                        parents[i] = last;
                    }
                    next = next < 0 || overlap[i] > overlap[next] ? i : next;
                }
            }
            in[next] = true;
            order[n] = next;
            last = next;
        }
        return order;
    }

    /** The number of cells of all cliques together. */
    double cells(final int[] sizes) {
        double sum = 0;
        for (final int[] clique : cliques) {
            double cells = 1;
            for (final int column : clique) {
                cells *= sizes[column];
            }
            sum += cells;
        }
        return sum;
    }

    /** The columns that a clique shares with its parent. */
    int[] shared(final int clique) {
        if (parents[clique] < 0) {
            return new int[0];
        }
        return Arrays.stream(cliques[clique])
                .filter(column -> Arrays.binarySearch(cliques[parents[clique]], column) >= 0)
                .toArray();
    }

    /** The index of the smallest clique with all these columns. */
    int home(final int[] columns, final int[] sizes) {
        int best = -1;
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < cliques.length; i++) {
            final int[] clique = cliques[i];
            double cells = 1;
            for (final int column : clique) {
                cells *= sizes[column];
            }
            if (cells < min && Arrays.stream(columns).allMatch(column -> Arrays.binarySearch(clique, column) >= 0)) {
                best = i;
                min = cells;
            }
        }
        return best;
    }
}
