// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Objects;

/**
 * One line of the ledger: a question that the rows were asked, and its cost.
 *
 * @param mechanism how it was answered
 * @param subject what was asked, in words that hold column names only
 * @param scale GAUSSIAN: the noise's standard deviation, in rows; EXPONENTIAL: its epsilon
 * @param rho the cost, in zero-concentrated privacy
 */
public record Charge(Mechanism mechanism, String subject, double scale, double rho) {
    public Charge {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(subject, "subject");
        if (!(scale > 0 && Double.isFinite(scale)) || !(rho > 0 && Double.isFinite(rho))) {
            throw new IllegalArgumentException("A charge of %s at a scale of %s is none".formatted(rho, scale));
        }
    }
}
