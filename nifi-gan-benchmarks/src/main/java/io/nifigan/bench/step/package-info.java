// SPDX-License-Identifier: Apache-2.0
/** Measures one training step: its time beside that of its matrix products, and where the rest goes. */
package io.nifigan.bench.step;
