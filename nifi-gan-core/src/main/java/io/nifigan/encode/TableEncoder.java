// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.formula.Expression;
import io.nifigan.rule.ComparisonRule;
import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleText;
import io.nifigan.table.Column;
import io.nifigan.table.FieldPath;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Structure;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Encodes rows of a table as rows of numbers for the networks. Fitted by {@link EncoderFitter}; immutable. */
public final class TableEncoder {
    private final List<Column> columns;
    private final List<Encoding> encodings;
    private final List<Rule> rules;
    private final RulePlan plan;
    private final Layout layout;
    private final Structure structure;
    private final List<ColumnCodec> codecs;
    private final int[] forms;
    /** For each column with blocks, the index of each part's block, -1 for parts without one. */
    private final Map<Integer, int[]> blocks;

    /**
     * Creates an encoder.
     *
     * @param columns the table's columns
     * @param encodings one a column
     * @param rules the rules that belong to no encoding
     * @throws IllegalArgumentException where they do not fit together
     */
    public TableEncoder(final List<Column> columns, final List<Encoding> encodings, final List<Rule> rules) {
        this.columns = List.copyOf(columns);
        this.encodings = List.copyOf(encodings);
        this.rules = List.copyOf(rules);
        if (columns.size() != encodings.size()) {
            throw new IllegalArgumentException(
                    "%d columns but %d encodings".formatted(columns.size(), encodings.size()));
        }
        for (int c = 0; c < columns.size(); c++) {
            encodings.get(c).check(c, this.columns, this.encodings);
        }
        this.plan = RulePlan.of(columns, encodings, rules);
        this.structure = Structure.of(columns);
        this.forms = FormColumns.of(columns);
        this.layout = Layout.of(encodings);
        this.codecs = IntStream.range(0, columns.size())
                .mapToObj(c -> encodings.get(c).codec(c, this.columns))
                .toList();
        this.blocks = blocks(layout);
    }

    private static Map<Integer, int[]> blocks(final Layout layout) {
        final Map<Integer, int[]> blocks = new LinkedHashMap<>();
        for (int b = 0; b < layout.blocks().size(); b++) {
            final Block block = layout.blocks().get(b);
            final int[] known = blocks.getOrDefault(block.column(), new int[0]);
            final int[] parts = Arrays.copyOf(known, block.part() + 1);
            Arrays.fill(parts, known.length, block.part(), -1);
            parts[block.part()] = b;
            blocks.put(block.column(), parts);
        }
        return blocks;
    }

    /** The columns of the table. */
    public List<Column> columns() {
        return columns;
    }

    /** Whether a column's value may be missing in a generated row in which all groups around it are present. */
    public boolean canMiss(final int column) {
        if (forms[column] >= 0) {
            // A word among numbers has a form, but no number.
            return canMiss(forms[column]);
        }
        final FieldPath path = columns.get(column).field().path();
        return structure.guard(column) < 0
                ? encodings.get(column).canMiss(encodings)
                : path.marksPresence() || !path.always();
    }

    /** The encodings, one a column. */
    public List<Encoding> encodings() {
        return encodings;
    }

    /** The values that a column can have; empty where they are only known after generating rows. */
    public Optional<Support> support(final int column) {
        return encodings.get(column).support(columns.get(column), encodings);
    }

    /** The rules that belong to no encoding. */
    public List<Rule> rules() {
        return rules;
    }

    /** The rules with the order of decoding. */
    public RulePlan plan() {
        return plan;
    }

    /** All rules in the syntax of {@link RuleText}. */
    public List<String> describeRules() {
        return plan.describe(columns);
    }

    /**
     * What choosing should see besides the columns: how far they are from what they follow from in part of the rows,
     * and from breaking an order that most rows keep.
     */
    public List<Expression> distances() {
        final Map<String, Expression> distances = new LinkedHashMap<>();
        encodings.stream()
                .flatMap(encoding -> encoding.partialRules().stream())
                .filter(rule -> rule.hasDistance(columns))
                // 14, 30 or 60 days after another day: one number tells which.
                .forEach(rule -> distances.merge(
                        rule.withoutShift(), rule.distance(), (known, other) -> rule.relative() ? other : known));
        return Stream.concat(
                        distances.values().stream(),
                        rules.stream()
                                .filter(rule -> rule.share() < 1)
                                .map(ComparisonRule.class::cast)
                                .map(ComparisonRule::distance))
                .toList();
    }

    /** The layout of encoded rows. */
    public Layout layout() {
        return layout;
    }

    /** The columns' codecs, one a column. */
    List<ColumnCodec> codecs() {
        return codecs;
    }

    /** The number of unusual values of each row, {@code [rows]}, of a table with the same columns. */
    public int[] unusual(final Table table) {
        final int[] counts = new int[table.rows()];
        for (int c = 0; c < columns.size(); c++) {
            countUnusual(table, c, counts);
        }
        return counts;
    }

    /**
     * Counts the unusual values of one column, which may be constant; none where it is computed, looked up or
     * generated.
     *
     * @param counts {@code [rows]}, incremented by 1 for each row with such a value
     */
    public void countUnusual(final Table table, final int column, final int[] counts) {
        final int[] constant = new int[encodings.get(column).blocks().size()];
        if (constant.length > 0) {
            Arrays.fill(constant, -1);
            codecs.get(column).countUnusual(table, blocks.getOrDefault(column, constant), counts);
        }
    }

    /** The structure of the nested records that the columns describe. */
    public Structure structure() {
        return structure;
    }

    /** Encodes the rows of a table with the same columns. */
    public EncodedColumns encode(final Table table) {
        final EncodedColumns encoded = new EncodedColumns(layout, table.rows());
        blocks.forEach((column, parts) -> codecs.get(column).encode(table, parts, encoded));
        return encoded;
    }
}
