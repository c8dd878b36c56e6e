// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * An identifier that is put together from two other columns, such as a full name: neither learnt nor made, but joined.
 *
 * @param rule from which columns and how
 */
public record JoinedEncoding(ConcatRule rule) implements Encoding {
    public JoinedEncoding {
        java.util.Objects.requireNonNull(rule, "rule");
    }
}
