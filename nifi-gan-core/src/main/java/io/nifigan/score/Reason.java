// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

/**
 * A field that makes a row look unreal.
 *
 * @param column the column's name
 * @param logit how much the field lowers the logarithm of the odds of being real, compared with a frequent value that
 *     fits the row: below 0
 */
public record Reason(String column, double logit) {}
