// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/** A question was refused because its cost goes beyond the budget. */
public final class BudgetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BudgetException(final String message) {
        super(message);
    }
}
