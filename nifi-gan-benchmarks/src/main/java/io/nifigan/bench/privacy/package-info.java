// SPDX-License-Identifier: Apache-2.0
/**
 * Measures what private training costs and whether it keeps its promise, and how often verdicts on privacy are right.
 */
package io.nifigan.bench.privacy;
