// SPDX-License-Identifier: Apache-2.0
/** Measures how good synthetic rows are, and how well scores tell real rows from unreal ones. */
package io.nifigan.bench.quality;
