// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.evaluate.result.Rate;

/** Estimates of shares with 95 % confidence intervals. */
public final class ConfidenceIntervals {
    /** The normal distribution's quantile of 97.5 %. */
    public static final double Z = 1.959963984540054;

    private ConfidenceIntervals() {}

    /** Wilson's score interval (1927), with its middle as the estimate, as Giomi et al. 2022 have it. */
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

    /** (attack - control) / (1 - control) with the error that both give it; 0 where the control does better. */
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

    /** A value and its interval of an error to both sides, within 0 and 1. */
    public static Rate bounded(final double value, final double error) {
        return new Rate(
                Math.clamp(value, 0., 1.), Math.clamp(value - error, 0., 1.), Math.clamp(value + error, 0., 1.));
    }
}
