// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

/**
 * A field that makes a row look unreal.
 *
 * @param column the column's name
 * @param logit what the field adds to the logarithm of the odds of being real, beside a usual value that suits the row:
 *     below 0
 */
public record Reason(String column, double logit) {}
