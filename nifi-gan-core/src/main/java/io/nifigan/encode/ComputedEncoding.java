// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.rule.LinearRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The encoding of a numeric column that is computed from others by a linear rule; the networks do not learn it.
 *
 * @param rule the rule that computes it
 */
@JsonTypeName("computed")
public record ComputedEncoding(LinearRule rule) implements Encoding {
    public ComputedEncoding {
        Objects.requireNonNull(rule, "rule");
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        Misfit.require(rule.target() == column, columns.get(column), "a linear rule that is another column's");
    }

    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return rows -> table -> {
            table.setNumbers(column, new double[rows]);
            for (int r = 0; r < rows; r++) {
                rule.apply(table.table(), r);
            }
        };
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
