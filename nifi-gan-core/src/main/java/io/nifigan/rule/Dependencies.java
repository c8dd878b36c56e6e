// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.RowSample;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import io.nifigan.table.ValueList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the functional dependencies between discrete columns.
 *
 * <p>A dependency A to B must hold in every row, and there must be enough evidence: if A and B were independent, each
 * row that repeats a value of A would break the dependency with probability 1 - sum p(b)^2, and {@value #MIN_EVIDENCE}
 * or more such breaks must be expected. So a nearly constant B or a nearly unique A proves nothing.
 */
public final class Dependencies {
    static final double MIN_EVIDENCE = 20;
    private static final int MAX_LEVELS = 1_000;
    private static final int ROWS_PER_LEVEL = 5;
    private static final int SAMPLE_ROWS = 2_000;

    private final Table table;
    private final DistinctValues[] distinct;
    private final int[][] samples;
    private final double[] diversity;
    private final Set<Integer> defined;
    private final Allowed allowed;

    /**
     * A functional dependency: one column's value determines another's in every row.
     *
     * @param determinant the index of the determining column
     * @param dependent the index of the determined column
     * @param from the values of the determinant
     * @param to the dependent's value for each value of the determinant, in the same order
     */
    public record Dependency(int determinant, int dependent, ValueList from, ValueList to) {
        public Dependency {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            if (from.size() != to.size()) {
                throw new IllegalArgumentException(
                        "A dependency has %d values to look up and %d results; the numbers must be equal"
                                .formatted(from.size(), to.size()));
            }
            if (determinant < 0 || dependent < 0 || determinant == dependent) {
                throw new IllegalArgumentException(
                        "Column %d cannot depend on column %d".formatted(dependent, determinant));
            }
        }
    }

    /** A test whether one column may depend on another. */
    interface Allowed {
        boolean test(int determinant, int dependent);
    }

    private Dependencies(
            final Table table, final Set<Integer> excluded, final Set<Integer> defined, final Allowed allowed) {
        this.table = table;
        this.defined = defined;
        this.allowed = allowed;
        final int width = table.columns().size();
        distinct = new DistinctValues[width];
        samples = new int[width][];
        diversity = new double[width];
        final int[] sample = RowSample.of(table.rows(), SAMPLE_ROWS);
        for (int c = 0; c < width; c++) {
            if (excluded.contains(c) || table.column(c).kind() == ColumnKind.IDENTIFIER) {
                continue;
            }
            final Optional<DistinctValues> found =
                    DistinctValues.of(table, c, Math.min(MAX_LEVELS, table.rows() / ROWS_PER_LEVEL));
            if (found.isPresent() && found.get().count() > 1) {
                distinct[c] = found.get();
                samples[c] =
                        Arrays.stream(sample).map(r -> found.get().codes()[r]).toArray();
                diversity[c] = diversity(found.get(), table.rows());
            }
        }
    }

    /**
     * Finds the dependencies of a table as a forest of depth one: each dependent has one determinant, which is not a
     * dependent itself (city to state and state to country become city to state and city to country). Of columns that
     * determine each other one becomes the determinant: a text where there is one, else the first. Identifiers and
     * constant columns are skipped.
     *
     * @param excluded columns to skip
     */
    public static List<Dependency> find(final Table table, final Set<Integer> excluded) {
        return find(table, excluded, Set.of(), (determinant, dependent) -> true);
    }

    /**
     * Finds dependencies with restrictions.
     *
     * @param defined columns that must not become dependents, because a rule defines them already
     * @param allowed whether a dependency is allowed
     */
    static List<Dependency> find(
            final Table table, final Set<Integer> excluded, final Set<Integer> defined, final Allowed allowed) {
        return new Dependencies(table, excluded, defined, allowed).forest();
    }

    /** The probability that two random rows have different values. */
    private static double diversity(final DistinctValues distinct, final int rows) {
        double same = 0;
        for (int l = 0; l < distinct.count(); l++) {
            final double share = (double) distinct.size(l) / rows;
            same += share * share;
        }
        return 1 - same;
    }

    private boolean holds(final int a, final int b) {
        return distinct[a].count() >= distinct[b].count()
                && (table.rows() - distinct[a].count()) * diversity[b] >= MIN_EVIDENCE
                && isFunction(samples[a], samples[b], distinct[a].count())
                && isFunction(distinct[a].codes(), distinct[b].codes(), distinct[a].count());
    }

    private static boolean isFunction(final int[] from, final int[] to, final int count) {
        final int[] image = new int[count];
        for (int r = 0; r < from.length; r++) {
            final int known = image[from[r]];
            if (known == 0) {
                image[from[r]] = to[r] + 1;
            } else if (known != to[r] + 1) {
                return false;
            }
        }
        return true;
    }

    private List<Dependency> forest() {
        final int[] columns = IntStream.range(0, distinct.length)
                .filter(c -> distinct[c] != null)
                .toArray();
        final int[] parent = new int[distinct.length];
        Arrays.fill(parent, -1);
        for (final int b : columns) {
            for (final int a : columns) {
                if (a != b && !defined.contains(b) && isBetter(a, parent[b], b) && allowed.test(a, b) && holds(a, b)) {
                    parent[b] = a;
                }
            }
        }
        final List<Dependency> found = new ArrayList<>();
        for (final int b : columns) {
            int root = parent[b];
            while (root >= 0 && parent[root] >= 0) {
                root = parent[root];
            }
            if (root >= 0 && allowed.test(root, b)) {
                found.add(dependency(root, b));
            }
        }
        return found;
    }

    /**
     * Whether a may determine b and has fewer levels, and so more evidence, than the determinant found so far. A strict
     * order of the columns (more levels first, then texts, then by index) prevents cycles, since columns that determine
     * each other have equally many levels.
     */
    private boolean isBetter(final int a, final int found, final int b) {
        return isBefore(a, b) && (found < 0 || isBefore(found, a));
    }

    private boolean isBefore(final int a, final int b) {
        if (distinct[a].count() != distinct[b].count()) {
            return distinct[a].count() > distinct[b].count();
        }
        return distinct[a].isNumeric() == distinct[b].isNumeric() ? a < b : !distinct[a].isNumeric();
    }

    private Dependency dependency(final int a, final int b) {
        final int[] image = new int[distinct[a].count()];
        for (int r = 0; r < table.rows(); r++) {
            image[distinct[a].codes()[r]] = distinct[b].codes()[r];
        }
        return new Dependency(
                a,
                b,
                ValueList.of(distinct[a], IntStream.range(0, image.length).toArray()),
                ValueList.of(distinct[b], image));
    }
}
