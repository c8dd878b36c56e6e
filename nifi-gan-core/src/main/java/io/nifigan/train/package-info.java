// SPDX-License-Identifier: Apache-2.0
/**
 * The training of the GAN: one training step, the training loop with its listeners, the schedule of learning rates, and
 * checkpoints. It turns an {@link io.nifigan.encode.EncodedTable} into the parameters of the generator and the
 * discriminator.
 */
package io.nifigan.train;
