// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fits a {@link TableEncoder} to the rows of a table. */
public final class EncoderFitter {
    /** The share of a numeric column's values from which on a value is an atom. */
    private static final double ATOM_SHARE = .02;
    private static final int ATOM_ROWS = 10;
    /** Numeric columns of at most so many values have nothing but atoms. */
    private static final int ALL_ATOMS = 30;

    private final Table table;
    private final Table all;
    private final Set<String> whole;
    private final List<String> rules;

    private EncoderFitter(final Table table, final Table all, final Set<String> whole, final List<String> rules) {
        this.table = table;
        this.all = all;
        this.whole = whole;
        this.rules = rules;
    }

    /** As {@link #fit(Table, Table, Set, List)} where no rows are held out and the user gives no rules. */
    public static TableEncoder fit(final Table table, final Set<String> whole) {
        return fit(table, table, whole, List.of());
    }

    /**
     * @param table the rows to learn from, 1 or more
     * @param all   all rows, held-out ones included: numbers take their smallest and greatest values from here, and rules hold in all of them
     * @param whole names of columns whose rare values keep a member of their own as far as possible
     * @param rules what the user says of rules, as {@link RuleText} reads it
     * @throws RuleException where a rule of the user's cannot be kept
     */
    public static TableEncoder fit(final Table table, final Table all, final Set<String> whole, final List<String> rules) {
        return new EncoderFitter(table, all, whole, rules).fit();
    }

    private TableEncoder fit() {
        final List<Column> columns = table.columns();
        final Set<Integer> identifiers = new HashSet<>();
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).kind() == ColumnKind.IDENTIFIER) {
                identifiers.add(c);
            }
        }
        final Encoding[] encodings = new Encoding[columns.size()];
        final Set<Integer> joined = new HashSet<>();
        for (final ConcatRule rule : ConcatRules.find(table)) {
            encodings[rule.column()] = new JoinedEncoding(rule);
            joined.add(rule.column());
        }
        final RuleSet found = RuleFinder.find(all, identifiers, joined, rules);
        final Set<Integer> determining = new HashSet<>(found.determinants().values());
        final Set<Integer> telling = new HashSet<>();
        found.defining().forEach((column, rule) -> {
            encodings[column] = switch (rule) {
                case LinearRule linear -> new ComputedEncoding(linear);
                case LookupRule lookup -> new LookupEncoding(lookup);
                default -> throw new IllegalStateException("A rule that defines no column: " + rule);
            };
            if (rule instanceof LookupRule lookup) {
                telling.add(lookup.first());
                telling.add(lookup.second());
            }
        });
        final FakeFitter fakes = new FakeFitter(table, all);
        for (int c = 0; c < encodings.length; c++) {
            if (encodings[c] == null && identifiers.contains(c)) {
                encodings[c] = fakes.encoding(c, missingShare(c));
            } else if (encodings[c] == null && !found.determinants().containsKey(c)) {
                final NumberEncoding number = columns.get(c).kind().isNumeric() && !determining.contains(c) ? number(c) : null;
                // Numbers of many values would hardly ever hit one that can be looked up, unless they are taken from these.
                encodings[c] = number == null || telling.contains(c) && number.hasOthers() ? category(c) : number;
            }
        }
        found.determinants().forEach((column, determinant) ->
                encodings[column] = dependent(column, determinant, (CategoryEncoding) encodings[determinant]));
        return new TableEncoder(columns, Arrays.asList(encodings), found.kept());
    }

    private double missingShare(final int column) {
        int missing = 0;
        for (int r = 0; r < table.rows(); r++) {
            missing += table.isMissing(column, r) ? 1 : 0;
        }
        return (double) missing / table.rows();
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
        final int distinct = distinct(present);
        final List<Double> atoms = new ArrayList<>();
        final List<Double> shares = new ArrayList<>();
        final double[] others = new double[present.length];
        int left = 0;
        for (int i = 0; i < present.length;) {
            int j = i + 1;
            while (j < present.length && present[j] == present[i]) {
                j++;
            }
            if (distinct <= ALL_ATOMS || j - i >= Math.max(ATOM_ROWS, ATOM_SHARE * present.length)) {
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
