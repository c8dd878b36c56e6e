// SPDX-License-Identifier: Apache-2.0
/**
 * Conditions on sampled rows: what a user may write, how it is read for the columns of a model, and how generated rows
 * are tested.
 */
package io.nifigan.sample.condition;
