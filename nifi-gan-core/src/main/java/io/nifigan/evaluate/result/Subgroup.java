// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * The measures of the rows of one category, which show whether small groups are imitated as well as large ones.
 *
 * @param column the column that defines the groups
 * @param value the group's category
 * @param shareReal share of real rows in it
 * @param shareSynthetic share of synthetic rows in it
 * @param shape mean column similarity within the group; null if either table has fewer than 30 rows of the group
 * @param shapeHeldOut the same for held-out rows instead of synthetic ones; null if there are fewer than 30
 */
public record Subgroup(
        String column, String value, double shareReal, double shareSynthetic, Double shape, Double shapeHeldOut) {
    public Subgroup {
        Checks.text("column", column);
        Checks.text("value", value);
        Checks.share("shareReal", shareReal);
        Checks.share("shareSynthetic", shareSynthetic);
        Checks.shareOrNull("shape", shape);
        Checks.shareOrNull("shapeHeldOut", shapeHeldOut);
    }
}
