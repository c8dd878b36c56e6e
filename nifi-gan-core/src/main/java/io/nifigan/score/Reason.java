// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

/**
 * A field that makes a row look unreal, or a rule that the row breaks.
 *
 * @param column the column's name, or the rule
 * @param fault what is wrong by itself: "out of range", "unknown", "unreadable", "missing" or "broken"; null where a
 *     value does not fit the row's other values, or is rare
 * @param logit how much it lowers the logarithm of the odds of being real, compared with a frequent value that fits the
 *     row: 0 or below
 */
public record Reason(String column, String fault, double logit) {
    /** The field with its fault, such as "age out of range". */
    public String text() {
        return fault == null ? column : column + " " + fault;
    }
}
