// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.table.Column;
import java.util.List;

/**
 * A column whose values name single rows or persons: made anew, never learnt.
 *
 * @param generator    makes values of the column's shape; null where the meaning alone says how they are made
 * @param missingShare the share of rows without one
 * @param fake         what the values mean and how such are made; null where their shape is all
 */
@JsonTypeName("identifier")
public record IdentifierEncoding(IdentifierGenerator generator, double missingShare, FakeForm fake) implements Encoding {
    public IdentifierEncoding {
        if (generator == null && (fake == null || FakeForm.needsShape(fake.meaning()))) {
            throw new IllegalArgumentException("An identifier's generator is missing");
        }
        if (!(missingShare >= 0 && missingShare <= 1)) {
            throw new IllegalArgumentException("The share of missing identifiers is %s; it must be 0 to 1".formatted(missingShare));
        }
    }

    /** A new generator of the column's values, for one thread. */
    public FakeMaker maker() {
        return new FakeMaker(generator, fake);
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        Misfit.require(!columns.get(column).kind().isNumeric(), columns.get(column), "an identifier's encoding but is a number");
        Misfit.require(fake == null || fake.meaning() == columns.get(column).meaning(), columns.get(column), "an identifier's encoding of another meaning");
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
