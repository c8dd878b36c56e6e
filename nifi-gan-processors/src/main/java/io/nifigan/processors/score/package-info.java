// SPDX-License-Identifier: Apache-2.0
/**
 * ScoreDiscriminator: adds realism scores to records, and routes them by threshold. The engine's
 * {@code io.nifigan.score} does the scoring.
 */
package io.nifigan.processors.score;
