// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.rule.LookupRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The encoding of a column that is looked up by two others, or by a column that is computed itself; the networks do not
 * learn it. For an unknown combination the value is missing and the row breaks the rule.
 *
 * @param rule the rule with the lookup table
 */
@JsonTypeName("lookup")
public record LookupEncoding(LookupRule rule) implements Encoding {
    public LookupEncoding {
        Objects.requireNonNull(rule, "rule");
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        Misfit.require(rule.target() == column, columns.get(column), "a lookup rule that is another column's");
    }

    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return rows -> this::write;
    }

    /** Looks up the column; the value is missing for an unknown combination, and such rows are rejected by the rule. */
    private void write(final DecodedTable table) {
        final IntUnaryOperator combination = rule.combination(table.table());
        if (table.table().column(rule.target()).kind().isNumeric()) {
            final double[] numbers = new double[table.rows()];
            Arrays.setAll(numbers, r -> value(combination, r) instanceof Double number ? number : Double.NaN);
            table.setNumbers(rule.target(), numbers);
            return;
        }
        final Map<String, Integer> found = new LinkedHashMap<>();
        final int[] chosen = new int[table.rows()];
        Arrays.setAll(
                chosen,
                r -> value(combination, r) instanceof String text
                        ? found.computeIfAbsent(text, key -> found.size())
                        : -1);
        table.setValues(rule.target(), List.copyOf(found.keySet()), chosen);
    }

    private Object value(final IntUnaryOperator combination, final int row) {
        final int at = combination.applyAsInt(row);
        return at < 0 ? null : rule.values().value(at);
    }

    /** A row with an unknown combination of keys breaks the rule; only then is the value missing. */
    @Override
    public boolean canMiss() {
        return IntStream.range(0, rule.values().size())
                .anyMatch(at -> rule.values().value(at) == null);
    }

    @Override
    public int[] sources() {
        return Arrays.copyOfRange(rule.columns(), 1, rule.columns().length);
    }

    @Override
    public Optional<Rule> definingRule() {
        return Optional.of(rule);
    }
}
