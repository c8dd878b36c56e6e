// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/** The game that the two networks play. */
public enum Loss {
    /** Each generated row is compared with a real one: L_D = mean softplus(-(s_r - s_f)), L_G = mean softplus(-(s_f - s_r)) (Huang et al. 2024). */
    RELATIVISTIC,
    /** L_D = -E log D(r) - E log(1 - D(f)), L_G = -E log D(f), D = sigmoid(s) (Goodfellow et al. 2014). */
    CLASSIC
}
