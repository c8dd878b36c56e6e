// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/** Thrown when a query is refused because its cost exceeds the budget. */
public final class BudgetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BudgetException(final String message) {
        super(message);
    }
}
