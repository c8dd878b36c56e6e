// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * How many rows there were and how many were looked at. Where more are given than the bound allows, as many are drawn
 * by chance without repetition.
 *
 * @param realGiven real rows given: those that the synthetic ones are made after, that is the model's training rows
 * @param realUsed of them looked at
 * @param syntheticGiven synthetic rows given
 * @param syntheticUsed of them looked at
 * @param heldOutGiven real rows given that no model has learnt; 0 where there are none
 * @param heldOutUsed of them looked at
 * @param bound the most rows of each that are looked at
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
