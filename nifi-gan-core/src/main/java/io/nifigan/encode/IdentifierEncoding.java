// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.identifier.IdentifierFormat;
import io.nifigan.identifier.IdentifierGenerator;
import io.nifigan.identifier.PatternGenerator;
import io.nifigan.table.Column;
import java.util.List;

/**
 * A column whose values name single rows or persons: made anew, never learnt.
 *
 * @param pattern makes values of the column's shape; null where the meaning alone says how they are made
 * @param missingShare the share of rows without one
 * @param format what the values mean and how such are made; null where their shape is all
 */
@JsonTypeName("identifier")
public record IdentifierEncoding(PatternGenerator pattern, double missingShare, IdentifierFormat format)
        implements Encoding {
    public IdentifierEncoding {
        if (pattern == null && (format == null || IdentifierFormat.needsShape(format.meaning()))) {
            throw new IllegalArgumentException("An identifier's generator is missing");
        }
        if (!(missingShare >= 0 && missingShare <= 1)) {
            throw new IllegalArgumentException(
                    "The share of missing identifiers is %s; it must be 0 to 1".formatted(missingShare));
        }
    }

    /** A new generator of the column's values, for one thread. */
    public IdentifierGenerator maker() {
        return new IdentifierGenerator(pattern, format);
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        Misfit.require(
                !columns.get(column).kind().isNumeric(),
                columns.get(column),
                "an identifier's encoding but is a number");
        Misfit.require(
                format == null || format.meaning() == columns.get(column).meaning(),
                columns.get(column),
                "an identifier's encoding of another meaning");
    }

    /** Decoded rows miss it until it is made. */
    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return rows -> table -> table.setMissing(column);
    }

    @Override
    public boolean canMiss() {
        return missingShare > 0;
    }

    @Override
    public boolean mustBeMade() {
        return true;
    }
}
