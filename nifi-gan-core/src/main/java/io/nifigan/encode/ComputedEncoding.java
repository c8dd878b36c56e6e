// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.rule.DefiningRule;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.KeyRule;
import io.nifigan.rule.LookupRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Grid;
import io.nifigan.table.ValueList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The encoding of a column that a rule computes or looks up from others; the networks do not learn it. Where the rule
 * has no value for a row, the value is missing and the row breaks the rule.
 *
 * @param rule the rule that gives the values
 */
@JsonTypeName("computed")
public record ComputedEncoding(DefiningRule rule) implements Encoding {
    /** A number of fewer possible values is a class as well. */
    private static final int MAX_POINTS = 50;

    public ComputedEncoding {
        Objects.requireNonNull(rule, "rule");
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        EncodingChecks.require(rule.target() == column, columns.get(column), "a rule that is another column's");
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

    /** The values of a table, or those of a grid of few points; their shares are not known. */
    @Override
    public Optional<Support> support(final Column column, final List<Encoding> encodings) {
        final List<String> known = new ArrayList<>(
                switch (rule) {
                    case KeyRule key -> texts(key.values());
                    case LookupRule lookup -> texts(lookup.values());
                    case FormulaRule formula -> points(column, formula);
                });
        if (known.isEmpty()) {
            return Optional.empty();
        }
        if (Arrays.stream(sources()).anyMatch(source -> encodings.get(source).canMiss())) {
            known.add(null);
        }
        return Optional.of(Support.of(known.stream().distinct().toList(), null));
    }

    private static List<String> texts(final ValueList values) {
        return IntStream.range(0, values.size())
                .mapToObj(values::value)
                .map(value -> value == null ? null : value.toString())
                .toList();
    }

    private static List<String> points(final Column column, final FormulaRule formula) {
        if (column.kind() == ColumnKind.BOOLEAN) {
            return List.of("false", "true");
        }
        final double points = formula.step() == 0 ? MAX_POINTS : (formula.max() - formula.min()) / formula.step() + 1;
        return points >= MAX_POINTS
                ? List.of()
                : IntStream.range(0, (int) Math.round(points))
                        .mapToObj(i -> Double.toString(Grid.snap(formula.min() + i * formula.step(), formula.step())))
                        .toList();
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
