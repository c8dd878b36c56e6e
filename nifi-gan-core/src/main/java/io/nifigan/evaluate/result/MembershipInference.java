// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * The result of membership inference: whether a part of the model file distinguishes training rows from held-out rows,
 * which an attacker who has the file could exploit.
 *
 * @param part the part that distinguishes them best
 * @param auc area under the ROC curve of its score, with the interval of Hanley and McNeil 1982; .5 is guessing, 1 is
 *     always right
 * @param members number of training rows scored
 * @param others number of held-out rows scored
 */
public record MembershipInference(String part, Rate auc, int members, int others) {
    public MembershipInference {
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(auc, "auc");
        Checks.count("members", members);
        Checks.count("others", others);
    }
}
