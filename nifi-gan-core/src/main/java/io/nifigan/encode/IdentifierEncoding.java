// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * A column whose values name single rows or persons: made anew, never learnt.
 *
 * @param generator    makes values of the column's shape; null where the meaning alone says how they are made
 * @param missingShare the share of rows without one
 * @param fake         what the values mean and how such are made; null where their shape is all
 */
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
}
