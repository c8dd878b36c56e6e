// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import io.nifigan.table.ColumnKind;
import java.util.Objects;

/**
 * One column, real against synthetic.
 *
 * @param name its name
 * @param kind what it was recognised as. Identifiers are made anew and not learnt: only what is missing is compared
 * @param similarity SDMetrics' column shape: 1 - the Kolmogorov-Smirnov distance of numbers and dates, 1 - the total
 *     variation distance of other values ("missing" counts as a value there); null for identifiers
 * @param similarityHeldOut the same of held-out rows in place of synthetic ones, which no model can be expected to
 *     pass; null where there are none
 * @param missingReal share of real rows without a value
 * @param missingSynthetic share of synthetic rows without a value
 * @param validity share of the synthetic values present that could be real: within the range of the real values, or one
 *     of the real categories (SDMetrics' BoundaryAdherence and CategoryAdherence); null where there is no value, and
 *     for identifiers
 * @param coverage how much of the real values comes again: of the real range, or of the real categories (SDMetrics'
 *     RangeCoverage and CategoryCoverage); null as above
 * @param distinctReal how many different values the real rows have
 * @param distinctSynthetic likewise the synthetic rows
 * @param distribution to draw; null for identifiers and for columns without any value
 */
public record ColumnMeasure(
        String name,
        ColumnKind kind,
        Double similarity,
        Double similarityHeldOut,
        double missingReal,
        double missingSynthetic,
        Double validity,
        Double coverage,
        int distinctReal,
        int distinctSynthetic,
        Distribution distribution) {
    public ColumnMeasure {
        Checks.text("name", name);
        Objects.requireNonNull(kind, "kind");
        Checks.shareOrNull("similarity", similarity);
        Checks.shareOrNull("similarityHeldOut", similarityHeldOut);
        Checks.share("missingReal", missingReal);
        Checks.share("missingSynthetic", missingSynthetic);
        Checks.shareOrNull("validity", validity);
        Checks.shareOrNull("coverage", coverage);
        Checks.count("distinctReal", distinctReal);
        Checks.count("distinctSynthetic", distinctSynthetic);
    }
}
