// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * A proportion estimated from trials.
 *
 * @param value the estimate
 * @param low the lower end of its 95 % confidence interval
 * @param high the upper end
 */
public record Rate(double value, double low, double high) {
    public Rate {
        Checks.share("value", value);
        Checks.share("low", low);
        Checks.share("high", high);
    }
}
