// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * The part of the real rows' variety that the synthetic rows reproduce.
 *
 * @param columns mean {@link ColumnMeasure#coverage}; null if there is none
 * @param rows share of real rows that have a synthetic row nearer than their own fifth-nearest real one (Naeem et al.
 *     2020, coverage with k = 5), on samples of equal size; null if there are too few rows
 * @param rowsHeldOut the same for held-out rows instead of synthetic ones, the floor; null if there are none
 * @param rowsFresh share of held-out rows that have a synthetic row nearer than their own fifth-nearest held-out one;
 *     null if there are none
 * @param sampled number of rows in each sample
 */
public record Coverage(Double columns, Double rows, Double rowsHeldOut, Double rowsFresh, int sampled) {
    public Coverage {
        Checks.shareOrNull("columns", columns);
        Checks.shareOrNull("rows", rows);
        Checks.shareOrNull("rowsHeldOut", rowsHeldOut);
        Checks.shareOrNull("rowsFresh", rowsFresh);
        Checks.count("sampled", sampled);
    }
}
