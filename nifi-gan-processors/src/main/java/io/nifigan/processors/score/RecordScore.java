// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

/**
 * The scores of one record.
 *
 * @param probability that the record is real
 * @param reachesThreshold whether the scores reach the threshold
 * @param unusual whether it holds a value that the model does not know, or breaks a rule
 * @param missing whether it lacks a value that no training record lacked
 */
record RecordScore(double probability, boolean reachesThreshold, boolean unusual, boolean missing) {}
