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
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Fits a {@link TableEncoder} to the rows of a table. */
public final class EncoderFitter {
    /** The share of rows from which on a value of a category that has too many is a member of its own, where the others can be grouped. */
    private static final double MEMBER_SHARE = .01;

    private final Table table;
    private final Table learnt;
    private final Table all;
    private final Set<String> whole;
    private final List<String> rules;
    private final Protection protection;
    private final Structure structure;
    /** What is known of all rows where the tables are a sample; null where they are all. */
    private final List<ColumnSummary> summaries;

    private EncoderFitter(final Table table, final Table learnt, final Table all, final Set<String> whole, final List<String> rules,
                          final Protection protection, final List<ColumnSummary> summaries) {
        this.table = table;
        this.learnt = learnt;
        this.all = all;
        this.whole = whole;
        this.rules = rules;
        this.protection = protection;
        this.summaries = summaries;
        this.structure = Structure.of(table.columns());
    }

    /** As {@link #fit(Table, Table, Set, List)} where no rows are held out and the user gives no rules. */
    public static TableEncoder fit(final Table table, final Set<String> whole) {
        return fit(table, table, whole, List.of());
    }

    /**
     * As {@link #fit(Table, Table, Table, Set, List, Protection)} where no value is protected.
     *
     * @throws RuleException where a rule of the user's cannot be kept
     */
    public static TableEncoder fit(final Table table, final Table all, final Set<String> whole, final List<String> rules) {
        return fit(table, table, all, whole, rules, Protection.NONE);
    }

    /**
     * @param table      the rows to learn from, 1 or more, as they are
     * @param learnt     what {@link Protector} made of them: all values are taken from these
     * @param all        all rows, held-out ones included: numbers take their smallest and greatest values from here, and rules hold in all of
     *                   them, where nothing is protected; else both are up to {@code learnt}
     * @param whole      names of columns whose rare values keep a member of their own as far as possible
     * @param rules      what the user says of rules, as {@link RuleText} reads it
     * @param protection by which the rows were protected
     * @throws RuleException where a rule of the user's cannot be kept
     */
    public static TableEncoder fit(final Table table, final Table learnt, final Table all, final Set<String> whole, final List<String> rules,
                                   final Protection protection) {
        return new EncoderFitter(table, learnt, all, whole, rules, protection, null).fit();
    }

    /**
     * As above where the tables are a sample of more rows: shares, quantiles and ranges are those of all rows, except of days and times, whose calendar only
     * rows tell; rules, and which texts there are, are found in the sample. Where values are protected, all is taken from the sample.
     *
     * @param summaries of all rows, one a column
     */
    public static TableEncoder fit(final Table table, final Table learnt, final Table all, final Set<String> whole, final List<String> rules,
                                   final Protection protection, final List<ColumnSummary> summaries) {
        return new EncoderFitter(table, learnt, all, whole, rules, protection, protection.replaces() ? null : summaries).fit();
    }

    private TableEncoder fit() {
        final List<Column> columns = table.columns();
        final Set<Integer> identifiers = Protector.identifiers(table);
        final Encoding[] encodings = new Encoding[columns.size()];
        final Set<Integer> joined = new HashSet<>();
        for (final ConcatRule rule : ConcatRules.find(table)) {
            encodings[rule.column()] = new JoinedEncoding(rule);
            joined.add(rule.column());
        }
        final RuleSet found = RuleFinder.find(protection.replaces() ? learnt : all, identifiers, joined, rules);
        // What is not learnt is nothing to group rare values by.
        final Set<Integer> apart = new HashSet<>(identifiers);
        apart.addAll(found.determinants().keySet());
        apart.addAll(found.defining().keySet());
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
                encodings[c] = new IdentifierEncoding(fakes.generator(c), missingShare(c), fakes.form(c));
            } else if (encodings[c] == null && !found.determinants().containsKey(c)) {
                final Encoding number = columns.get(c).kind().isNumeric() && !determining.contains(c) ? number(c) : null;
                // Numbers of many values would hardly ever hit one that can be looked up, unless they are taken from these.
                encodings[c] = number == null || telling.contains(c) && !(number instanceof NumberEncoding plain && !plain.hasOthers())
                        ? category(c, apart) : number;
            }
        }
        found.determinants().forEach((column, determinant) ->
                encodings[column] = dependent(column, determinant, (CategoryEncoding) encodings[determinant]));
        return new TableEncoder(columns, Arrays.asList(encodings), found.kept());
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
        if (learnt.isMissing(column, row)) {
            return null;
        }
        return learnt.column(column).kind().isNumeric() ? Double.toString(learnt.numbers(column)[row])
                : learnt.dictionary(column).get(learnt.codes(column)[row]);
    }

    /** About how many of all rows have a value. */
    private long count(final int column, final String value) {
        final ColumnSummary summary = summaries.get(column);
        if (value == null) {
            return summary.missing();
        }
        return learnt.column(column).kind().isNumeric() ? summary.count(Double.parseDouble(value)) : summary.count(value);
    }

    private CategoryEncoding category(final int column, final Set<Integer> apart) {
        final Map<String, Integer> counts = new HashMap<>();
        for (int r = 0; r < learnt.rows(); r++) {
            counts.merge(text(column, r), 1, Integer::sum);
        }
        final long rows = summaries == null ? learnt.rows() : summaries.get(column).rows();
        if (summaries != null) {
            counts.replaceAll((value, count) -> (int) Math.clamp(count(column, value), 1, rows));
        }
        final List<String> values = new ArrayList<>(counts.keySet());
        values.sort(Comparator.<String>comparingInt(counts::get).reversed()
                .thenComparing(Comparator.nullsFirst(Comparator.naturalOrder())));
        final double[] shares = new double[values.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (double) counts.get(values.get(i)) / rows;
        }
        final boolean isWhole = whole.contains(learnt.column(column).name());
        final int most = Math.min(values.size(), isWhole ? 4 * CategoryEncoding.MOST_LEARNT : CategoryEncoding.MOST_LEARNT);
        if (most < values.size() && !isWhole) {
            // Members of few rows are learnt worse than groups of them, where there are groups.
            final int common = (int) Math.max(1, Arrays.stream(shares, 0, most).filter(share -> share >= MEMBER_SHARE).count());
            final CategoryEncoding grouped = new CategoryEncoding(values, common, shares, groups(column, values, common, apart));
            if (grouped.groupCount() > 1) {
                return grouped;
            }
        }
        return new CategoryEncoding(values, most, shares, groups(column, values, most, apart));
    }

    private int[] groups(final int column, final List<String> values, final int most, final Set<Integer> apart) {
        if (most == values.size()) {
            return new int[0];
        }
        final Map<String, Integer> index = new HashMap<>();
        for (int i = most; i < values.size(); i++) {
            index.put(values.get(i), i - most);
        }
        final int[] rest = new int[learnt.rows()];
        Arrays.setAll(rest, r -> index.getOrDefault(text(column, r), -1));
        final Set<Integer> excluded = new HashSet<>(apart);
        excluded.add(column);
        return RestGroups.of(learnt, rest, values.size() - most, excluded);
    }

    private DependentEncoding dependent(final int column, final int determinant, final CategoryEncoding category) {
        final Map<String, String> looked = new HashMap<>();
        for (int r = 0; r < learnt.rows(); r++) {
            looked.putIfAbsent(text(determinant, r), text(column, r));
        }
        final List<String> values = new ArrayList<>();
        for (final String value : category.values()) {
            values.add(looked.get(value));
        }
        return new DependentEncoding(determinant, values);
    }

    private Encoding number(final int column) {
        final ColumnSummary summary = summaries == null ? null : summaries.get(column);
        final ColumnKind kind = learnt.column(column).kind();
        final double[] values = summary == null || kind == ColumnKind.DATE || kind == ColumnKind.TIMESTAMP ? learnt.numbers(column) : summary.standIns();
        final double[] known = (protection.protectExtremes() ? learnt : all).numbers(column);
        final double[] range = summary == null ? known : DoubleStream.concat(Arrays.stream(known), Arrays.stream(summary.range())).toArray();
        final Optional<CalendarEncoding> calendar = CalendarFitter.fit(learnt.column(column), values, range, protection.minimumCount());
        final FieldPath path = learnt.column(column).field().path();
        return calendar.isPresent() ? calendar.get() : NumberFitter.fit(values, range, learnt.column(column).step(),
                protection.minimumCount(), path != null && path.endsInElement());
    }
}
