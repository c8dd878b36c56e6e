// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * How much of the real rows' variety comes again.
 *
 * @param columns mean {@link ColumnMeasure#coverage}; null where there is none
 * @param rows share of real rows that have a synthetic row nearer than their own fifth-nearest real one (Naeem et al.
 *     2020, coverage with k = 5), on a sample of equally many of both; null where there are too few rows
 * @param rowsHeldOut the same of held-out rows in place of synthetic ones: what other real rows get; null where there
 *     are none
 * @param sampled rows of each in the sample
 */
public record Coverage(Double columns, Double rows, Double rowsHeldOut, int sampled) {
    public Coverage {
        Checks.shareOrNull("columns", columns);
        Checks.shareOrNull("rows", rows);
        Checks.shareOrNull("rowsHeldOut", rowsHeldOut);
        Checks.count("sampled", sampled);
    }
}
