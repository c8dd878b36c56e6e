// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * Synthetic rows that are, or nearly are, real rows; identifiers are not looked at. Where columns are few and coarse
 * real rows are alike by chance: the figures of held-out rows, which nobody copied, say how many.
 *
 * @param exact share of synthetic rows that are equal to a real row in every column (1 - SDMetrics' NewRowSynthesis
 *     without tolerance)
 * @param exactHeldOut the same of held-out rows; null where there are none
 * @param near share of synthetic rows that have a real row with the same categories and no number farther off than 1 %
 *     of the distance between the real 5 % and 95 % quantiles; on a sample
 * @param nearHeldOut the same of held-out rows; null where there are none
 * @param nearReal the same of real rows among the other real rows: the baseline where there are no held-out rows
 * @param repeated share of synthetic rows that are equal to an earlier synthetic row
 * @param repeatedReal the same of real rows among themselves
 * @param sampled rows that were looked at for near copies
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
