// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * A part of an evaluation that was not measured.
 *
 * @param part the name of the part of {@link Evaluation} that is null, such as {@code closestRecord}
 * @param reason the reason, and what is needed to measure it
 */
public record NotMeasured(String part, String reason) {
    public NotMeasured {
        Objects.requireNonNull(part, "part");
        Checks.text("reason", reason);
    }
}
