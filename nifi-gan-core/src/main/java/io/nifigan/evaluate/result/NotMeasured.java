// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * What was not measured.
 *
 * @param part the name of the part of {@link Evaluation} that is null, such as {@code closestRecord}
 * @param reason why, and what to do to have it measured
 */
public record NotMeasured(String part, String reason) {
    public NotMeasured {
        Objects.requireNonNull(part, "part");
        Checks.text("reason", reason);
    }
}
