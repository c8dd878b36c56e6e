// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.common.AddedLater;
import io.nifigan.identifier.IdentifierFormat;
import io.nifigan.identifier.IdentifierGenerator;
import io.nifigan.identifier.PatternGenerator;
import io.nifigan.table.Column;
import java.util.List;

/**
 * The encoding of an identifier: its values are generated and never learnt.
 *
 * @param pattern generates values of the column's pattern; null where {@code format} alone is enough
 * @param missingShare the share of rows without a value
 * @param format the semantic type of the values and their format; null where {@code pattern} alone is enough
 * @param maxLength the length of the longest real value, which columns of a database may be limited to; 0 for no limit
 * @param distinct whether no two rows have the same value
 */
@JsonTypeName("identifier")
public record IdentifierEncoding(
        PatternGenerator pattern,
        double missingShare,
        IdentifierFormat format,

        @JacksonInject(AddedLater.COUNT) @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        int maxLength,

        @JacksonInject(AddedLater.FLAG) @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean distinct)
        implements Encoding {
    public IdentifierEncoding {
        if (maxLength < 0) {
            throw new IllegalArgumentException(
                    "The longest identifier has %d characters; it must be 0 or more".formatted(maxLength));
        }
        if (pattern == null && (format == null || IdentifierFormat.needsShape(format.meaning()))) {
            throw new IllegalArgumentException(
                    "An identifier's encoding has no pattern, but its semantic type needs one");
        }
        if (!(missingShare >= 0 && missingShare <= 1)) {
            throw new IllegalArgumentException(
                    "The share of missing identifiers is %s; it must be 0 to 1".formatted(missingShare));
        }
    }

    /** The same identifiers, missing in another share of the rows. */
    public IdentifierEncoding withMissing(final double share) {
        return new IdentifierEncoding(pattern, share, format, maxLength, distinct);
    }

    /** The characters by which a value is too long; keys that count up are as long as their numbers. */
    public int excess(final String value) {
        return maxLength > 0 && (pattern == null || pattern.sequence() == null)
                ? Math.max(0, value.length() - maxLength)
                : 0;
    }

    /** A new generator of values, for one thread. */
    public IdentifierGenerator generator() {
        return new IdentifierGenerator(pattern, format);
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        EncodingChecks.require(
                !columns.get(column).kind().isNumeric(),
                columns.get(column),
                "an identifier's encoding but is a number");
        EncodingChecks.require(
                format == null || format.meaning() == columns.get(column).meaning(),
                columns.get(column),
                "an identifier's encoding of another semantic type");
    }

    /** Decodes to missing values; identifiers are generated later. */
    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return rows -> table -> table.setMissing(column);
    }

    @Override
    public boolean canMiss() {
        return missingShare > 0;
    }

    @Override
    public boolean isGenerated() {
        return true;
    }
}
