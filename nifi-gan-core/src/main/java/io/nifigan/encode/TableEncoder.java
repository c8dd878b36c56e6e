// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleText;
import io.nifigan.table.Column;
import io.nifigan.table.Structure;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns rows of a table into rows of numbers for the networks. Fitted by {@link EncoderFitter}; immutable. */
public final class TableEncoder {
    private final List<Column> columns;
    private final List<Encoding> encodings;
    private final List<Rule> rules;
    private final RulePlan plan;
    private final Layout layout;
    private final Structure structure;
    private final List<ColumnCodec> codecs;
    /** Of each column that has blocks, their numbers by its parts, -1 for parts without one. */
    private final Map<Integer, int[]> blocks;

    /**
     * @param columns the table's columns
     * @param encodings one a column
     * @param rules what else holds between columns in every row
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

    public List<Column> columns() {
        return columns;
    }

    public List<Encoding> encodings() {
        return encodings;
    }

    /** The values that a column can have; nothing where only making rows tells. */
    public Optional<Support> support(final int column) {
        return encodings.get(column).support(columns.get(column), encodings);
    }

    /** The rules that belong to no single column's encoding. */
    public List<Rule> rules() {
        return rules;
    }

    /** What follows from what, and in which order. */
    public RulePlan plan() {
        return plan;
    }

    /** All that holds in every row, as {@link RuleText} writes it. */
    public List<String> describeRules() {
        return plan.describe(columns);
    }

    public Layout layout() {
        return layout;
    }

    /** One a column, which encodes and decodes it. */
    List<ColumnCodec> codecs() {
        return codecs;
    }

    /** {@code [rows]}: how many values of each row of a table of the same columns cannot be placed. */
    public int[] unusual(final Table table) {
        final int[] counts = new int[table.rows()];
        blocks.forEach((column, parts) -> codecs.get(column).countUnusual(table, parts, counts));
        return counts;
    }

    /** How the columns make up nested records. */
    public Structure structure() {
        return structure;
    }

    /** Encodes the rows of a table of the same columns. */
    public EncodedColumns encode(final Table table) {
        final EncodedColumns encoded = new EncodedColumns(layout, table.rows());
        blocks.forEach((column, parts) -> codecs.get(column).encode(table, parts, encoded));
        return encoded;
    }
}
