// SPDX-License-Identifier: Apache-2.0
/**
 * Sampling: rows of a trained model. {@link io.nifigan.sample.Sampler} is the way in; {@code SamplingStages} lists the
 * stages that a batch of rows goes through, and each stage is a class of its own.
 */
package io.nifigan.sample;
