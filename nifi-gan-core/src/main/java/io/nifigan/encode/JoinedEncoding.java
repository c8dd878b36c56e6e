// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.rule.ConcatRule;
import io.nifigan.table.Column;
import java.util.List;
import java.util.Objects;

/**
 * The encoding of an identifier that is the concatenation of two other columns, such as a full name.
 *
 * @param rule the rule that concatenates it
 */
@JsonTypeName("joined")
public record JoinedEncoding(ConcatRule rule) implements Encoding {
    public JoinedEncoding {
        Objects.requireNonNull(rule, "rule");
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        final Column own = columns.get(column);
        EncodingChecks.require(
                !own.kind().isNumeric() && rule.column() == column,
                own,
                "a concatenation rule that is another column's");
        for (final int part : new int[] {rule.first(), rule.second()}) {
            EncodingChecks.require(
                    part < columns.size()
                            && !columns.get(part).kind().isNumeric()
                            && !(encodings.get(part) instanceof JoinedEncoding),
                    own,
                    "a part that is not a text column");
        }
    }

    /** Decodes to missing values; the parts are joined after they are generated. */
    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return rows -> table -> table.setMissing(column);
    }

    @Override
    public boolean canMiss(final List<Encoding> encodings) {
        return encodings.get(rule.first()).canMiss(encodings)
                || encodings.get(rule.second()).canMiss(encodings);
    }

    @Override
    public boolean isGenerated() {
        return true;
    }
}
