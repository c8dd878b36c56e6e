// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.Objects;

/**
 * A column that two others determine in every row, or one that is computed itself: not learnt, but looked up. Where nothing can be found,
 * it is missing and the row breaks the rule.
 *
 * @param rule what is looked up
 */
public record LookupEncoding(LookupRule rule) implements Encoding {
    public LookupEncoding {
        Objects.requireNonNull(rule, "rule");
    }
}
