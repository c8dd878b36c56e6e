// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * What an attacker who has the synthetic rows, and nothing of the model, gets out of them, by the definitions of Giomi
 * et al. 2022 (anonymeter). The attack's success against real rows that were learnt is set beside its success against
 * held-out ones: only what it gets better against the former is a risk to those who are in the data; the rest is
 * knowledge about people in general.
 *
 * @param kind which attack
 * @param attacks how often it was tried against learnt rows
 * @param success how often it succeeded there
 * @param control how often it succeeded against held-out rows; null where there are none
 * @param baseline how often guessing at random succeeds
 * @param risk (success - control) / (1 - control), at least 0, with its interval; against the baseline where there is
 *     no control
 * @param against inference: the column to be found out, of which each has an attack of its own, the riskiest first;
 *     linkability: the columns in one of the two tables; null for others
 */
public record Attack(Kind kind, int attacks, Rate success, Rate control, Rate baseline, Rate risk, String against) {
    /** Which attack. */
    public enum Kind {
        /** To find a value of one column, or a bound on it, that exactly one real row has. */
        SINGLING_OUT_UNIVARIATE,
        /** To find values of several columns that exactly one real row has together. */
        SINGLING_OUT_MULTIVARIATE,
        /** To find out which halves of two split tables belong to the same person. */
        LINKABILITY,
        /** To find out the value of one column of somebody whose other values are known. */
        ATTRIBUTE_INFERENCE
    }

    public Attack {
        Objects.requireNonNull(kind, "kind");
        Checks.count("attacks", attacks);
        Objects.requireNonNull(success, "success");
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(risk, "risk");
    }
}
