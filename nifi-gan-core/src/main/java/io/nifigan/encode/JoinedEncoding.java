// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.rule.ConcatRule;
import io.nifigan.table.Column;
import java.util.List;
import java.util.Objects;

/**
 * An identifier that is put together from two other columns, such as a full name: neither learnt nor made, but joined.
 *
 * @param rule from which columns and how
 */
@JsonTypeName("joined")
public record JoinedEncoding(ConcatRule rule) implements Encoding {
    public JoinedEncoding {
        Objects.requireNonNull(rule, "rule");
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        final Column own = columns.get(column);
        Misfit.require(
                !own.kind().isNumeric() && rule.column() == column, own, "a rule for joining that is another column's");
        for (final int part : new int[] {rule.first(), rule.second()}) {
            Misfit.require(
                    part < columns.size()
                            && !columns.get(part).kind().isNumeric()
                            && !(encodings.get(part) instanceof JoinedEncoding),
                    own,
                    "a part that is no column of texts");
        }
    }

    /** Decoded rows miss it until its parts are made. */
    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return rows -> table -> table.setMissing(column);
    }

    @Override
    public boolean mustBeMade() {
        return true;
    }
}
