// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.identifier.IdentifierFormatInducer;
import io.nifigan.partial.PartialRule;
import io.nifigan.partial.PartialSearch;
import io.nifigan.partial.SumOrders;
import io.nifigan.protect.Protection;
import io.nifigan.protect.RareValueSuppressor;
import io.nifigan.rule.CombinationRule;
import io.nifigan.rule.ConcatRule;
import io.nifigan.rule.ConcatRules;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.LookupRule;
import io.nifigan.rule.PlaceRule;
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
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Fits a {@link TableEncoder} to the rows of a table. */
public final class EncoderFitter {
    /** Where fewer rows have a value that does not follow from others, such values are learnt from all rows. */
    private static final int MIN_OWN_ROWS = 100;
    /** So many identifiers that are all different are so by no accident. */
    private static final int MIN_DISTINCT = 20;

    private final Table table;
    private final Table learnt;
    private final Table all;
    private final Set<String> keepRareValues;
    private final List<String> rules;
    private final Protection protection;
    private final Structure structure;
    /** Summaries of all rows, one a column, where the tables are a sample; null where they have all rows. */
    private final List<ColumnSummary> summaries;

    private EncoderFitter(
            final Table table,
            final Table learnt,
            final Table all,
            final Set<String> keepRareValues,
            final List<String> rules,
            final Protection protection,
            final List<ColumnSummary> summaries) {
        this.table = table;
        this.learnt = learnt;
        this.all = all;
        this.keepRareValues = keepRareValues;
        this.rules = rules;
        this.protection = protection;
        this.summaries = summaries;
        this.structure = Structure.of(table.columns());
    }

    /** Fits an encoder without held-out rows and without rules of the user. */
    public static TableEncoder fit(final Table table, final Set<String> keepRareValues) {
        return fit(table, table, keepRareValues, List.of());
    }

    /**
     * Fits an encoder without protection of rare values.
     *
     * @throws RuleException where a rule of the user's cannot be kept
     */
    public static TableEncoder fit(
            final Table table, final Table all, final Set<String> keepRareValues, final List<String> rules) {
        return fit(table, table, all, keepRareValues, rules, Protection.NONE);
    }

    /**
     * Fits an encoder.
     *
     * @param table the original training rows, 1 or more
     * @param learnt the training rows after {@link RareValueSuppressor}; all values are taken from these
     * @param all all rows, including held-out ones: the ranges of numbers and the rules are taken from these rows where
     *     no values are protected, else from {@code learnt}
     * @param keepRareValues names of columns whose rare values keep a one-hot member of their own as far as possible
     * @param rules the user's rules in the syntax of {@link RuleText}
     * @param protection the settings with which the rows were protected
     * @throws RuleException where a rule of the user's cannot be kept
     */
    public static TableEncoder fit(
            final Table table,
            final Table learnt,
            final Table all,
            final Set<String> keepRareValues,
            final List<String> rules,
            final Protection protection) {
        return new EncoderFitter(table, learnt, all, keepRareValues, rules, protection, null).fit();
    }

    /**
     * Fits an encoder to a sample and summaries of all rows. Shares, quantiles and ranges come from the summaries,
     * except for dates and timestamps, whose calendar patterns are only visible in single rows. Rules and the list of
     * texts come from the sample. Where values are protected, everything comes from the sample.
     *
     * @param summaries the summaries of all rows, one a column
     */
    public static TableEncoder fit(
            final Table table,
            final Table learnt,
            final Table all,
            final Set<String> keepRareValues,
            final List<String> rules,
            final Protection protection,
            final List<ColumnSummary> summaries) {
        return new EncoderFitter(
                        table, learnt, all, keepRareValues, rules, protection, protection.replaces() ? null : summaries)
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
        // Columns that are not learnt are not used for grouping rare values.
        final Set<Integer> notForGrouping = new HashSet<>(identifiers);
        notForGrouping.addAll(found.determinants().keySet());
        notForGrouping.addAll(found.defining().keySet());
        final Set<Integer> determining = new HashSet<>(found.determinants().values());
        final Set<Integer> lookupKeys = new HashSet<>();
        found.defining().forEach((column, rule) -> {
            encodings[column] = new ComputedEncoding(rule);
            if (rule instanceof LookupRule lookup) {
                lookupKeys.add(lookup.first());
                lookupKeys.add(lookup.second());
            }
        });
        final IdentifierFormatInducer inducer = new IdentifierFormatInducer(table, all);
        for (int c = 0; c < encodings.length; c++) {
            if (encodings[c] == null && identifiers.contains(c)) {
                encodings[c] = new IdentifierEncoding(
                        inducer.generator(c), missingShare(c), inducer.format(c), longest(c), isDistinct(c));
            } else if (encodings[c] == null && !found.determinants().containsKey(c)) {
                final ColumnSample sample = sample(c, lookupKeys.contains(c), notForGrouping);
                encodings[c] = determining.contains(c) ? CategoryFitter.fit(sample) : EncodingKinds.fit(sample);
            }
        }
        found.determinants()
                .forEach((column, determinant) ->
                        encodings[column] = dependent(column, determinant, (CategoryEncoding) encodings[determinant]));
        determining.addAll(lookupKeys);
        addPartialRules(found, determining, encodings);
        addPredictions(found, determining, encodings);
        return new TableEncoder(columns, Arrays.asList(encodings), found.kept());
    }

    /** Lets numbers, dates and categories follow from others in the rows in which they do. */
    private void addPartialRules(final RuleSet found, final Set<Integer> determining, final Encoding[] encodings) {
        final Set<Integer> placed = new HashSet<>();
        found.kept().stream()
                .filter(rule -> rule instanceof PlaceRule || rule instanceof CombinationRule)
                .forEach(rule -> Arrays.stream(rule.columns()).forEach(placed::add));
        // What is computed wherever it is known needs no choice of when to follow.
        found.kept().stream()
                .filter(rule -> rule instanceof FormulaRule formula && formula.whereKnown())
                .forEach(rule -> placed.add(rule.columns()[0]));
        final IntPredicate isFree = column -> structure.guard(column) < 0
                && !columns().get(column).field().marksPresence()
                && !columns().get(column).field().marksForm();
        PartialSearch.find(
                        protection.replaces() ? learnt : all,
                        found,
                        column -> isFree.test(column)
                                && !placed.contains(column)
                                && (encodings[column] instanceof NumberEncoding number
                                                && (number.hasOthers() || number.members() > 1)
                                        || encodings[column] instanceof CalendarEncoding
                                        || encodings[column] instanceof CategoryEncoding
                                                && !determining.contains(column)),
                        column -> isFree.test(column) && !encodings[column].isGenerated())
                .forEach((column, partial) -> encodings[column] = partial(column, partial, encodings[column]));
        found.kept()
                .addAll(SumOrders.find(
                        protection.replaces() ? learnt : all,
                        found,
                        column -> isFree.test(column)
                                && !placed.contains(column)
                                && !encodings[column].isGenerated()
                                && !found.defining().containsKey(column)));
    }

    /** Replaces the encodings of numbers that other columns nearly determine by {@link PredictedEncoding}s. */
    private void addPredictions(final RuleSet found, final Set<Integer> determining, final Encoding[] encodings) {
        final PredictedColumns predicted = new PredictedColumns(learnt, encodings, found, protection.minimumCount());
        predicted.fit(
                column -> structure.guard(column) < 0
                        && !columns().get(column).field().marksPresence()
                        && !columns().get(column).field().marksForm(),
                determining::contains,
                column -> sample(column, false, Set.of()));
    }

    private List<Column> columns() {
        return table.columns();
    }

    /**
     * The encoding of a column that follows from others in part of the rows: its own values are those of the others.
     */
    private Encoding partial(final int column, final List<PartialRule> partialRules, final Encoding ofAll) {
        if (ofAll instanceof CategoryEncoding) {
            return new PartialEncoding(ofAll, partialRules);
        }
        final List<IntUnaryOperator> members =
                partialRules.stream().map(rule -> rule.members(learnt)).toList();
        final int[] own = IntStream.range(0, learnt.rows())
                .filter(r -> members.stream().allMatch(member -> member.applyAsInt(r) < 0))
                .toArray();
        final ColumnSample sample = sample(column, false, Set.of());
        return new PartialEncoding(
                EncodingKinds.fit(
                        own.length < MIN_OWN_ROWS
                                ? sample
                                : new ColumnSample(
                                        learnt.select(own),
                                        column,
                                        sample.range(),
                                        null,
                                        protection.minimumCount(),
                                        false,
                                        false,
                                        Set.of())),
                partialRules);
    }

    /** The share of rows without a value, among rows in which the containing record, array or map is present. */
    private int longest(final int column) {
        return Arrays.stream(table.codes(column))
                .filter(code -> code >= 0)
                .map(code -> table.dictionary(column).get(code).length())
                .max()
                .orElse(0);
    }

    /** Whether no two rows have the same value, and so many rows that this is no accident. */
    private boolean isDistinct(final int column) {
        final int[] present =
                Arrays.stream(table.codes(column)).filter(code -> code >= 0).toArray();
        return present.length >= MIN_DISTINCT
                && Arrays.stream(present).distinct().count() == present.length;
    }

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

    private ColumnSample sample(final int column, final boolean isLookupKey, final Set<Integer> notForGrouping) {
        return new ColumnSample(
                learnt,
                column,
                (protection.protectExtremes() ? learnt : all).numbers(column),
                summaries == null ? null : summaries.get(column),
                protection.minimumCount(),
                keepRareValues.contains(learnt.column(column).name()),
                isLookupKey,
                notForGrouping);
    }

    private DependentEncoding dependent(final int column, final int determinant, final CategoryEncoding category) {
        final ColumnSample own = sample(column, false, Set.of());
        final ColumnSample by = sample(determinant, false, Set.of());
        final Map<String, String> valueByKey = new HashMap<>();
        for (int r = 0; r < learnt.rows(); r++) {
            valueByKey.putIfAbsent(by.text(r), own.text(r));
        }
        final List<String> values = new ArrayList<>();
        for (final String value : category.values()) {
            values.add(valueByKey.get(value));
        }
        return new DependentEncoding(determinant, values);
    }
}
