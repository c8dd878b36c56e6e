// SPDX-License-Identifier: Apache-2.0
/**
 * Fair rows: a target whose probability does not depend on sensitive columns. What the target depends on is learnt from
 * generated rows, its probability is brought to the same distribution in all sensitive groups, and the target is drawn
 * anew.
 */
package io.nifigan.sample.fair;
