// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.identifier.IdentifierFormatInducer;
import io.nifigan.protect.Protection;
import io.nifigan.protect.RareValueSuppressor;
import io.nifigan.rule.CombinationRule;
import io.nifigan.rule.ConcatRule;
import io.nifigan.rule.ConcatRules;
import io.nifigan.rule.LinearRule;
import io.nifigan.rule.LookupRule;
import io.nifigan.rule.NullRule;
import io.nifigan.rule.OrderRule;
import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleException;
import io.nifigan.rule.RuleFinder;
import io.nifigan.rule.RuleSet;
import io.nifigan.rule.RuleText;
import io.nifigan.table.Column;
import io.nifigan.table.Structure;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fits a {@link TableEncoder} to the rows of a table. */
public final class EncoderFitter {
    private final Table table;
    private final Table learnt;
    private final Table all;
    private final Set<String> whole;
    private final List<String> rules;
    private final Protection protection;
    private final Structure structure;
    /** What is known of all rows where the tables are a sample; null where they are all. */
    private final List<ColumnSummary> summaries;

    private EncoderFitter(
            final Table table,
            final Table learnt,
            final Table all,
            final Set<String> whole,
            final List<String> rules,
            final Protection protection,
            final List<ColumnSummary> summaries) {
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
    public static TableEncoder fit(
            final Table table, final Table all, final Set<String> whole, final List<String> rules) {
        return fit(table, table, all, whole, rules, Protection.NONE);
    }

    /**
     * @param table the rows to learn from, 1 or more, as they are
     * @param learnt what {@link RareValueSuppressor} made of them: all values are taken from these
     * @param all all rows, held-out ones included: numbers take their smallest and greatest values from here, and rules
     *     hold in all of them, where nothing is protected; else both are up to {@code learnt}
     * @param whole names of columns whose rare values keep a member of their own as far as possible
     * @param rules what the user says of rules, as {@link RuleText} reads it
     * @param protection by which the rows were protected
     * @throws RuleException where a rule of the user's cannot be kept
     */
    public static TableEncoder fit(
            final Table table,
            final Table learnt,
            final Table all,
            final Set<String> whole,
            final List<String> rules,
            final Protection protection) {
        return new EncoderFitter(table, learnt, all, whole, rules, protection, null).fit();
    }

    /**
     * As above where the tables are a sample of more rows: shares, quantiles and ranges are those of all rows, except
     * of days and times, whose calendar only rows tell; rules, and which texts there are, are found in the sample.
     * Where values are protected, all is taken from the sample.
     *
     * @param summaries of all rows, one a column
     */
    public static TableEncoder fit(
            final Table table,
            final Table learnt,
            final Table all,
            final Set<String> whole,
            final List<String> rules,
            final Protection protection,
            final List<ColumnSummary> summaries) {
        return new EncoderFitter(table, learnt, all, whole, rules, protection, protection.replaces() ? null : summaries)
                .fit();
    }

    private TableEncoder fit() {
        final List<Column> columns = table.columns();
        final Set<Integer> identifiers = RareValueSuppressor.identifiers(table);
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
                case OrderRule order -> throw noDefinition(order);
                case NullRule missing -> throw noDefinition(missing);
                case CombinationRule combination -> throw noDefinition(combination);
            };
            if (rule instanceof LookupRule lookup) {
                telling.add(lookup.first());
                telling.add(lookup.second());
            }
        });
        final IdentifierFormatInducer inducer = new IdentifierFormatInducer(table, all);
        for (int c = 0; c < encodings.length; c++) {
            if (encodings[c] == null && identifiers.contains(c)) {
                encodings[c] = new IdentifierEncoding(inducer.generator(c), missingShare(c), inducer.format(c));
            } else if (encodings[c] == null && !found.determinants().containsKey(c)) {
                final ColumnSample sample = sample(c, telling.contains(c), apart);
                encodings[c] = determining.contains(c) ? CategoryFitter.fit(sample) : EncodingKinds.fit(sample);
            }
        }
        found.determinants()
                .forEach((column, determinant) ->
                        encodings[column] = dependent(column, determinant, (CategoryEncoding) encodings[determinant]));
        return new TableEncoder(columns, Arrays.asList(encodings), found.kept());
    }

    private static IllegalStateException noDefinition(final Rule rule) {
        return new IllegalStateException("A rule that defines no column: " + rule);
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

    private ColumnSample sample(final int column, final boolean telling, final Set<Integer> apart) {
        return new ColumnSample(
                learnt,
                column,
                (protection.protectExtremes() ? learnt : all).numbers(column),
                summaries == null ? null : summaries.get(column),
                protection.minimumCount(),
                whole.contains(learnt.column(column).name()),
                telling,
                apart);
    }

    private DependentEncoding dependent(final int column, final int determinant, final CategoryEncoding category) {
        final ColumnSample own = sample(column, false, Set.of());
        final ColumnSample by = sample(determinant, false, Set.of());
        final Map<String, String> looked = new HashMap<>();
        for (int r = 0; r < learnt.rows(); r++) {
            looked.putIfAbsent(by.text(r), own.text(r));
        }
        final List<String> values = new ArrayList<>();
        for (final String value : category.values()) {
            values.add(looked.get(value));
        }
        return new DependentEncoding(determinant, values);
    }
}
