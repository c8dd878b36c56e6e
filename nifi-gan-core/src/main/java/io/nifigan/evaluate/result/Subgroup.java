// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * The rows of one category, real against synthetic: whether small groups are as well met as large ones.
 *
 * @param column the column that makes the groups
 * @param value the group's category
 * @param shareReal share of real rows in it
 * @param shareSynthetic share of synthetic rows in it
 * @param shape mean column similarity within the group; null where either table has fewer than 30 rows of it
 * @param shapeHeldOut the same of held-out rows in place of synthetic ones; null where there are fewer than 30
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
