// SPDX-License-Identifier: Apache-2.0
/** Measures filled-in cells and balanced classes. */
package io.nifigan.bench.augment;
