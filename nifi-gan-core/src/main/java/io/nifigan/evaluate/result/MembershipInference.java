// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * Whether the model's own discriminator tells the rows that it was trained on from held-out ones: an attacker who has
 * the model file could ask it.
 *
 * @param auc area under the ROC curve of its score, with the interval of Hanley and McNeil 1982: .5 not at all, 1
 *     always
 * @param members training rows asked about
 * @param others held-out rows asked about
 */
public record MembershipInference(Rate auc, int members, int others) {
    public MembershipInference {
        Objects.requireNonNull(auc, "auc");
        Checks.count("members", members);
        Checks.count("others", others);
    }
}
