// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.Objects;

/**
 * A numeric column that follows from others in every row: not learnt, but computed.
 *
 * @param rule from which columns and how
 */
public record ComputedEncoding(LinearRule rule) implements Encoding {
    public ComputedEncoding {
        Objects.requireNonNull(rule, "rule");
    }
}
