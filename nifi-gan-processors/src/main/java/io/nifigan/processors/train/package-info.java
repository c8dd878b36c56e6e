// SPDX-License-Identifier: Apache-2.0
/**
 * TrainGAN: gathers FlowFiles, trains a model on their records, publishes it and sends it. The engine's
 * {@code io.nifigan.fit} does the training.
 */
package io.nifigan.processors.train;
