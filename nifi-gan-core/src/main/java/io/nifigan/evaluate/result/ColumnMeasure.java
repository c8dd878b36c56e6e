// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import io.nifigan.table.ColumnKind;
import java.util.Objects;

/**
 * The measures of one column: real rows compared with synthetic ones.
 *
 * @param name its name
 * @param kind its kind; of identifiers, which are newly generated and not learnt, only missing values are compared
 * @param similarity SDMetrics' column shape: 1 - the Kolmogorov-Smirnov distance of numbers and dates, 1 - the total
 *     variation distance of other values ("missing" counts as a value); null for identifiers
 * @param similarityHeldOut the same for held-out rows instead of synthetic ones, the best that a model can be expected
 *     to reach; null if there are none
 * @param missingReal share of real rows without a value
 * @param missingSynthetic share of synthetic rows without a value
 * @param validity share of the synthetic values that are within the range of the real values, or one of the real
 *     categories (SDMetrics' BoundaryAdherence and CategoryAdherence); null for identifiers, and if there is no value
 * @param coverage part of the real range, or of the real categories, that occurs in the synthetic rows (SDMetrics'
 *     RangeCoverage and CategoryCoverage); null as above
 * @param distinctReal number of distinct real values
 * @param distinctSynthetic number of distinct synthetic values
 * @param distribution the distribution for charts; null for identifiers and for columns without values
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
