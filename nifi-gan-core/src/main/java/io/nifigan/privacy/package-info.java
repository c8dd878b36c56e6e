// SPDX-License-Identifier: Apache-2.0
/**
 * Differentially private synthesis: noisy tables of counts are measured on the records, and rows are drawn from a
 * distribution that fits them. Every access to the records is charged to a {@link io.nifigan.privacy.Ledger}.
 */
package io.nifigan.privacy;
