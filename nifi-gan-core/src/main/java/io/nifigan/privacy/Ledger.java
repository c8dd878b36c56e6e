// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * All that was spent of a budget. A question is charged before it is answered, and not answered where it would go
 * beyond.
 */
public final class Ledger {
    private final double budget;
    private final List<Charge> charges = new ArrayList<>();
    private double spent;

    /** @param budget the most that may be spent, in rho */
    public Ledger(final double budget) {
        if (!(budget > 0 && Double.isFinite(budget))) {
            throw new IllegalArgumentException("The budget is %s; it must be above 0".formatted(budget));
        }
        this.budget = budget;
    }

    /**
     * Spends.
     *
     * @throws BudgetException where not so much is left; nothing is spent then
     */
    synchronized void charge(final Charge charge) {
        // Rounded up, so that the sum is never below the true one.
        final double sum = Math.nextUp(spent + charge.rho());
        if (!(sum <= budget)) {
            throw new BudgetException(
                    ("The privacy budget does not allow for %s: it would cost %.3g of rho, and %.3g of "
                                    + "%.3g is left")
                            .formatted(charge.subject(), charge.rho(), budget - spent, budget));
        }
        spent = sum;
        charges.add(charge);
    }

    public double budget() {
        return budget;
    }

    public synchronized double spent() {
        return spent;
    }

    public synchronized List<Charge> charges() {
        return List.copyOf(charges);
    }
}
