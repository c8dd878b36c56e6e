// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * The ledger of a privacy budget. Each query is charged before it is answered, and refused if it would exceed the
 * budget. Thread-safe.
 */
public final class Ledger {
    private final double budget;
    private final List<Charge> charges = new ArrayList<>();
    private double spent;

    /** @param budget the budget in rho */
    public Ledger(final double budget) {
        if (!(budget > 0 && Double.isFinite(budget))) {
            throw new IllegalArgumentException("The budget is %s; it must be above 0".formatted(budget));
        }
        this.budget = budget;
    }

    /**
     * Charges a query.
     *
     * @throws BudgetException if the budget does not suffice; nothing is charged then
     */
    synchronized void charge(final Charge charge) {
        // Rounded up, so that the sum is never below the true one.
        final double sum = Math.nextUp(spent + charge.rho());
        if (!(sum <= budget)) {
            throw new BudgetException(
                    ("The privacy budget does not allow for %s: it would cost %.3g of rho, and %.3g of "
                                    + "%.3g is left. Raise epsilon, or leave columns out")
                            .formatted(charge.subject(), charge.rho(), budget - spent, budget));
        }
        spent = sum;
        charges.add(charge);
    }

    /** The budget in rho. */
    public double budget() {
        return budget;
    }

    /** The sum of all charges in rho, rounded up. */
    public synchronized double spent() {
        return spent;
    }

    /** All charges, in their order. */
    public synchronized List<Charge> charges() {
        return List.copyOf(charges);
    }
}
