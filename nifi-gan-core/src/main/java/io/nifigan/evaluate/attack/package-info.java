// SPDX-License-Identifier: Apache-2.0
/**
 * Privacy attacks on synthetic rows: singling out, linkability and attribute inference (Giomi et al. 2022), and the
 * distance to the closest record.
 */
package io.nifigan.evaluate.attack;
