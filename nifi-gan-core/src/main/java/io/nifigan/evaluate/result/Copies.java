// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * Shares of synthetic rows that are exact or near copies of real rows, without identifiers. If columns are few and
 * coarse, real rows coincide by chance; the shares for held-out rows show how often.
 *
 * @param exact share of synthetic rows that are equal to a real row in every column (1 - SDMetrics' NewRowSynthesis
 *     without tolerance)
 * @param exactHeldOut the same for held-out rows; null if there are none
 * @param near share of synthetic rows that have a real row with the same categories and no number that differs by more
 *     than 1 % of the distance between the real 5 % and 95 % quantiles; on a sample
 * @param nearHeldOut the same for held-out rows; null if there are none
 * @param nearReal the same for real rows among the other real rows; the baseline if there are no held-out rows
 * @param repeated share of synthetic rows that are equal to an earlier synthetic row
 * @param repeatedReal the same for real rows
 * @param sampled number of rows that were searched for near copies
 */
public record Copies(
        double exact,
        Double exactHeldOut,
        double near,
        Double nearHeldOut,
        double nearReal,
        double repeated,
        double repeatedReal,
        int sampled) {
    public Copies {
        Checks.share("exact", exact);
        Checks.shareOrNull("exactHeldOut", exactHeldOut);
        Checks.share("near", near);
        Checks.shareOrNull("nearHeldOut", nearHeldOut);
        Checks.share("nearReal", nearReal);
        Checks.share("repeated", repeated);
        Checks.share("repeatedReal", repeatedReal);
        Checks.count("sampled", sampled);
    }
}
