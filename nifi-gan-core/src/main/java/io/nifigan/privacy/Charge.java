// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Objects;

/**
 * A line of the ledger: a query of the records and its cost.
 *
 * @param mechanism the mechanism that answered it
 * @param subject what was queried, in words that contain column names but no values
 * @param scale GAUSSIAN: the standard deviation of the noise, in records; EXPONENTIAL: its epsilon
 * @param rho the cost in zero-concentrated differential privacy
 */
public record Charge(Mechanism mechanism, String subject, double scale, double rho) {
    public Charge {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(subject, "subject");
        if (!(scale > 0 && Double.isFinite(scale)) || !(rho > 0 && Double.isFinite(rho))) {
            throw new IllegalArgumentException(
                    "A charge has the cost %s and the scale %s; both must be above 0".formatted(rho, scale));
        }
    }
}
