// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * Numbers of rows given and used. If more rows are given than the bound allows, a random sample without replacement is
 * used.
 *
 * @param realGiven real rows given, which are the model's training rows
 * @param realUsed real rows used
 * @param syntheticGiven synthetic rows given
 * @param syntheticUsed synthetic rows used
 * @param heldOutGiven held-out real rows given; 0 if there are none
 * @param heldOutUsed held-out real rows used
 * @param bound maximum number of rows used of each table
 */
public record RowCounts(
        int realGiven,
        int realUsed,
        int syntheticGiven,
        int syntheticUsed,
        int heldOutGiven,
        int heldOutUsed,
        int bound) {
    public RowCounts {
        Checks.between("realUsed", realUsed, 0, realGiven);
        Checks.between("syntheticUsed", syntheticUsed, 0, syntheticGiven);
        Checks.between("heldOutUsed", heldOutUsed, 0, heldOutGiven);
        Checks.count("bound", bound);
    }
}
