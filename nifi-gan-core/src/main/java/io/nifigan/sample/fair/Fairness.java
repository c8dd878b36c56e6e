// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.fair;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * What is to be fair: the target, and the columns on which its probability must not depend.
 *
 * @param target the name of the target, a column with a few values
 * @param sensitive the names of the sensitive columns, 1 or more
 */
public record Fairness(String target, List<String> sensitive) {
    public Fairness {
        Objects.requireNonNull(target, "target");
        sensitive = List.copyOf(sensitive);
        if (sensitive.isEmpty()) {
            throw new IllegalArgumentException("No sensitive column is named; name one or more");
        }
        if (sensitive.contains(target)) {
            throw new IllegalArgumentException(
                    "'%s' is the fair target and a sensitive column; a column can be one of these".formatted(target));
        }
        if (new HashSet<>(sensitive).size() < sensitive.size()) {
            throw new IllegalArgumentException(
                    "A sensitive column is named twice in " + sensitive + "; name each once");
        }
    }
}
