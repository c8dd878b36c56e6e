// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The encoding of a column that is looked up by another categorical column; the networks do not learn it.
 *
 * @param determinant the index of the determining column, which has a {@link CategoryEncoding}
 * @param values this column's value for each value of the determinant, null for missing, numbers as
 *     {@link Double#toString} gives them
 */
@JsonTypeName("dependent")
public record DependentEncoding(int determinant, List<String> values) implements Encoding {
    public DependentEncoding {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        EncodingChecks.require(
                determinant >= 0 && determinant < columns.size(),
                columns.get(column),
                "a determinant that is not a column");
        EncodingChecks.require(
                encodings.get(determinant) instanceof CategoryEncoding category
                        && category.values().size() == values.size(),
                columns.get(column),
                "a determinant that does not fit");
        EncodingChecks.requireValues(columns.get(column), values);
    }

    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return rows -> table -> table.setValues(column, values, table.chosen(determinant));
    }

    @Override
    public boolean canMiss() {
        return values.contains(null);
    }

    @Override
    public int[] sources() {
        return new int[] {determinant};
    }

    @Override
    public int category(final int own) {
        return determinant;
    }

    @Override
    public Optional<Support> support(final Column column, final List<Encoding> encodings) {
        return Optional.of(Support.of(values, ((CategoryEncoding) encodings.get(determinant)).shares()));
    }
}
