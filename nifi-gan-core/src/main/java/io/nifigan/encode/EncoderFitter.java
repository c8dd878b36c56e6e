// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.FieldPath;
import io.nifigan.table.Structure;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Fits a {@link TableEncoder} to the rows of a table. */
public final class EncoderFitter {
    /** The share of a numeric column's values from which on a value is an atom. */
    private static final double ATOM_SHARE = .02;
    private static final int ATOM_ROWS = 10;
    /** Numeric columns of at most so many values have nothing but atoms. */
    private static final int ALL_ATOMS = 30;
    /** The same for elements of arrays, such as pixels: as one scale with a few spikes they are learnt as well as level by level, and faster. */
    private static final double ELEMENT_ATOM_SHARE = .2;
    private static final int ELEMENT_ALL_ATOMS = 5;

    private final Table table;
    private final Table all;
    private final Set<String> whole;
    private final Structure structure;

    private EncoderFitter(final Table table, final Table all, final Set<String> whole) {
        this.table = table;
        this.all = all;
        this.whole = whole;
        this.structure = Structure.of(table.columns());
    }

    /** As {@link #fit(Table, Table, Set)} where no rows are held out. */
    public static TableEncoder fit(final Table table, final Set<String> whole) {
        return fit(table, table, whole);
    }

    /**
     * @param table the rows to learn from, 1 or more
     * @param all   all rows, held-out ones included: numbers take their smallest and greatest values from here
     * @param whole names of columns whose rare values keep a member of their own as far as possible
     */
    public static TableEncoder fit(final Table table, final Table all, final Set<String> whole) {
        return new EncoderFitter(table, all, whole).fit();
    }

    private TableEncoder fit() {
        final List<Column> columns = table.columns();
        final Set<Integer> identifiers = new HashSet<>();
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).kind() == ColumnKind.IDENTIFIER) {
                identifiers.add(c);
            }
        }
        final Map<Integer, Integer> determinants = new HashMap<>();
        // Whether something is there is not looked up from what is in it, but the other way round (PresenceGuard).
        final Set<Integer> apart = new HashSet<>(identifiers);
        IntStream.range(0, columns.size()).filter(c -> columns.get(c).field().marksPresence()).forEach(apart::add);
        for (final Dependency dependency : Dependencies.find(table, apart)) {
            determinants.put(dependency.dependent(), dependency.determinant());
        }
        final Set<Integer> determining = new HashSet<>(determinants.values());
        final Encoding[] encodings = new Encoding[columns.size()];
        for (final ConcatRule rule : ConcatRules.find(table)) {
            encodings[rule.column()] = new JoinedEncoding(rule);
        }
        for (int c = 0; c < encodings.length; c++) {
            if (encodings[c] != null) {
                continue;
            }
            if (identifiers.contains(c)) {
                encodings[c] = new IdentifierEncoding(IdentifierGenerator.fit(table, c), missingShare(c));
            } else if (!determinants.containsKey(c)) {
                encodings[c] = columns.get(c).kind().isNumeric() && !determining.contains(c) ? number(c) : category(c);
            }
        }
        for (final Map.Entry<Integer, Integer> dependency : determinants.entrySet()) {
            encodings[dependency.getKey()] = dependent(dependency.getKey(), dependency.getValue(),
                    (CategoryEncoding) encodings[dependency.getValue()]);
        }
        final Set<Integer> withoutOrder = ArrayElements.unordered(table);
        withoutOrder.addAll(identifiers);
        return new TableEncoder(columns, Arrays.asList(encodings), OrderRules.find(table, withoutOrder));
    }

    /** The share of rows without a value, of those that have what it lies in. */
    private double missingShare(final int column) {
        final int guard = structure.guard(column);
        int missing = 0;
        int rows = 0;
        for (int r = 0; r < table.rows(); r++) {
            if (guard < 0 || table.codes(guard)[r] == 1) {
                rows++;
                missing += table.isMissing(column, r) ? 1 : 0;
            }
        }
        return rows == 0 ? 1 : (double) missing / rows;
    }

    /** A value as {@link CategoryEncoding} holds it. */
    private String text(final int column, final int row) {
        if (table.isMissing(column, row)) {
            return null;
        }
        return table.column(column).kind().isNumeric() ? Double.toString(table.numbers(column)[row])
                : table.dictionary(column).get(table.codes(column)[row]);
    }

    private CategoryEncoding category(final int column) {
        final Map<String, Integer> counts = new HashMap<>();
        for (int r = 0; r < table.rows(); r++) {
            counts.merge(text(column, r), 1, Integer::sum);
        }
        final List<String> values = new ArrayList<>(counts.keySet());
        values.sort(Comparator.<String>comparingInt(counts::get).reversed()
                .thenComparing(Comparator.nullsFirst(Comparator.naturalOrder())));
        final double[] shares = new double[values.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (double) counts.get(values.get(i)) / table.rows();
        }
        final boolean isWhole = whole.contains(table.column(column).name());
        final int most = isWhole ? 4 * CategoryEncoding.MOST_LEARNT : CategoryEncoding.MOST_LEARNT;
        return new CategoryEncoding(values, Math.min(most, values.size()), shares);
    }

    private DependentEncoding dependent(final int column, final int determinant, final CategoryEncoding category) {
        final Map<String, String> looked = new HashMap<>();
        for (int r = 0; r < table.rows(); r++) {
            looked.putIfAbsent(text(determinant, r), text(column, r));
        }
        final List<String> values = new ArrayList<>();
        for (final String value : category.values()) {
            values.add(looked.get(value));
        }
        return new DependentEncoding(determinant, values);
    }

    private NumberEncoding number(final int column) {
        final double[] present = Arrays.stream(table.numbers(column)).filter(value -> !Double.isNaN(value)).sorted().toArray();
        final double missing = 1 - (double) present.length / table.rows();
        if (present.length == 0) {
            return new NumberEncoding(new double[0], new double[0], 1, null, 0, 0);
        }
        final FieldPath path = table.column(column).field().path();
        final boolean element = path != null && path.endsInElement();
        final double atomShare = element ? ELEMENT_ATOM_SHARE : ATOM_SHARE;
        final boolean allAtoms = distinct(present) <= (element ? ELEMENT_ALL_ATOMS : ALL_ATOMS);
        final List<Double> atoms = new ArrayList<>();
        final List<Double> shares = new ArrayList<>();
        final double[] others = new double[present.length];
        int left = 0;
        for (int i = 0; i < present.length;) {
            int j = i + 1;
            while (j < present.length && present[j] == present[i]) {
                j++;
            }
            if (allAtoms || j - i >= Math.max(ATOM_ROWS, atomShare * present.length)) {
                atoms.add(present[i]);
                shares.add((double) (j - i) / present.length);
            } else {
                Arrays.fill(others, left, left + j - i, present[i]);
                left += j - i;
            }
            i = j;
        }
        final Quantiles quantiles = left == 0 ? null : QuantileFitter.fit(Arrays.copyOf(others, left), table.column(column).step());
        return new NumberEncoding(atoms.stream().mapToDouble(Double::doubleValue).toArray(),
                shares.stream().mapToDouble(Double::doubleValue).toArray(), missing, quantiles,
                Arrays.stream(all.numbers(column)).filter(value -> !Double.isNaN(value)).min().orElseThrow(),
                Arrays.stream(all.numbers(column)).filter(value -> !Double.isNaN(value)).max().orElseThrow());
    }

    private static int distinct(final double[] sorted) {
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }
}
