// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * The result of an attack by someone who has the synthetic rows but not the model, as defined by Giomi et al. 2022
 * (anonymeter). The success against training rows is compared with that against held-out rows. Only the difference is a
 * risk to the people in the data; the rest is general knowledge.
 *
 * @param kind the kind of attack
 * @param attacks number of attempts against training rows
 * @param success success rate against training rows
 * @param control success rate against held-out rows; null if there are none
 * @param baseline success rate of random guesses
 * @param risk (success - control) / (1 - control), at least 0, with its interval; if there is no control, the baseline
 *     takes its place
 * @param against inference: the secret column (there is one attack for each column, highest risk first); linkability:
 *     the columns of one of the two tables; null for the others
 */
public record Attack(Kind kind, int attacks, Rate success, Rate control, Rate baseline, Rate risk, String against) {
    /** A kind of attack. */
    public enum Kind {
        /** Finding a value or bound of one column that exactly one real row matches. */
        SINGLING_OUT_UNIVARIATE,
        /** Finding a combination of values of several columns that exactly one real row has. */
        SINGLING_OUT_MULTIVARIATE,
        /** Finding the rows of two tables that belong to the same person. */
        LINKABILITY,
        /** Inferring the value of one column of a person whose other values are known. */
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
