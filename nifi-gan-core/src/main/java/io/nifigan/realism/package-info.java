// SPDX-License-Identifier: Apache-2.0
/**
 * The realism classifier: boosted trees that score how real a row looks and name the fields that do not fit. It is
 * trained in {@link io.nifigan.fit}.
 */
package io.nifigan.realism;
