// SPDX-License-Identifier: Apache-2.0
/**
 * Scores of rows by a trained model: the probability that a row is real, its percentile among real rows, and the fields
 * that make it look unreal.
 */
package io.nifigan.score;
