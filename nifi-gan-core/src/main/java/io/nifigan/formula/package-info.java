// SPDX-License-Identifier: Apache-2.0
/**
 * Expressions of columns: what a value is computed from, as users write it and as model files hold it. Read
 * {@link io.nifigan.formula.Expression} first.
 */
package io.nifigan.formula;
