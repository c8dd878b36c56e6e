// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.rule.DefiningRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The encoding of a column that a rule computes or looks up from others; the networks do not learn it. Where the rule
 * has no value for a row, the value is missing and the row breaks the rule.
 *
 * @param rule the rule that gives the values
 */
@JsonTypeName("computed")
public record ComputedEncoding(DefiningRule rule) implements Encoding {
    public ComputedEncoding {
        Objects.requireNonNull(rule, "rule");
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        Misfit.require(rule.target() == column, columns.get(column), "a rule that is another column's");
    }

    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return rows -> columns.get(column).kind().isNumeric() ? this::writeNumbers : this::writeTexts;
    }

    private void writeNumbers(final DecodedTable table) {
        final double[] numbers = new double[table.rows()];
        Arrays.setAll(numbers, rule.numbers(table.table())::applyAsDouble);
        table.setNumbers(rule.target(), numbers);
    }

    private void writeTexts(final DecodedTable table) {
        final IntFunction<String> texts = rule.texts(table.table());
        final Map<String, Integer> found = new LinkedHashMap<>();
        final int[] chosen = new int[table.rows()];
        Arrays.setAll(chosen, r -> {
            final String text = texts.apply(r);
            return text == null ? -1 : found.computeIfAbsent(text, key -> found.size());
        });
        table.setValues(rule.target(), List.copyOf(found.keySet()), chosen);
    }

    @Override
    public boolean canMiss(final List<Encoding> encodings) {
        return Arrays.stream(sources()).anyMatch(source -> encodings.get(source).canMiss(encodings));
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
