// SPDX-License-Identifier: Apache-2.0
/**
 * SampleGenerator: generates synthetic records from a model, and writes them while they are generated. The engine's
 * {@code io.nifigan.sample} draws the rows.
 */
package io.nifigan.processors.sample;
