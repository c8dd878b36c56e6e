// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.evaluate.result.Rate;

/** Estimators of proportions with 95 % confidence intervals. */
public final class ConfidenceIntervals {
    /** The 97.5 % quantile of the standard normal distribution. */
    public static final double Z = 1.959963984540054;

    private ConfidenceIntervals() {}

    /** Wilson's score interval (1927) with its midpoint as the estimate, as in Giomi et al. 2022. */
    static Rate wilson(final double successes, final double trials) {
        if (trials <= 0) {
            return new Rate(0, 0, 1);
        }
        final double squared = Z * Z;
        final double middle = (successes + squared / 2) / (trials + squared);
        final double error = Z
                / (trials + squared)
                * Math.sqrt(Math.max(0, successes * (trials - successes) / trials) + squared / 4);
        return bounded(middle, error);
    }

    /**
     * The risk (attack - control) / (1 - control), with the error propagated from both rates; 0 if the control is
     * higher.
     */
    static Rate risk(final Rate attack, final Rate control) {
        final double left = Math.max(1e-9, 1 - control.value());
        final double risk = (attack.value() - control.value()) / left;
        final double byAttack = error(attack) / left;
        final double byControl = (1 - attack.value()) / (left * left) * error(control);
        return bounded(risk, Math.sqrt(byAttack * byAttack + byControl * byControl));
    }

    private static double error(final Rate rate) {
        return Math.max(rate.high() - rate.value(), rate.value() - rate.low());
    }

    /** The rate value ± error, clipped to 0 to 1. */
    public static Rate bounded(final double value, final double error) {
        return new Rate(
                Math.clamp(value, 0., 1.), Math.clamp(value - error, 0., 1.), Math.clamp(value + error, 0., 1.));
    }
}
