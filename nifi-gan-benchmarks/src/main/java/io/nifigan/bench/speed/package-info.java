// SPDX-License-Identifier: Apache-2.0
/** Measures time and memory: of each part of the engine, by size of the table, and beside CTGAN. */
package io.nifigan.bench.speed;
