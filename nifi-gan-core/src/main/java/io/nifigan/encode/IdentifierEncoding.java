// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.Objects;

/**
 * A column whose values name single rows: made anew in the same shape, never learnt.
 *
 * @param generator    makes the values
 * @param missingShare the share of rows without one
 */
public record IdentifierEncoding(IdentifierGenerator generator, double missingShare) implements Encoding {
    public IdentifierEncoding {
        Objects.requireNonNull(generator, "generator");
        if (!(missingShare >= 0 && missingShare <= 1)) {
            throw new IllegalArgumentException("The share of missing identifiers is %s; it must be 0 to 1".formatted(missingShare));
        }
    }
}
