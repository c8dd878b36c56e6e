// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static Charge charge(final double rho) {
        return new Charge(Mechanism.GAUSSIAN, "a table", Math.sqrt(1 / (2 * rho)), rho);
    }

    @Test
    void addsUpAndRefusesWhatGoesBeyondTheBudgetWithoutSpendingIt() {
        final Ledger ledger = new Ledger(1);
        ledger.charge(charge(.25));
        ledger.charge(charge(.5));
        final BudgetException refused = assertThrows(BudgetException.class, () -> ledger.charge(charge(.26)));
        assertTrue(refused.getMessage().contains("a table"));
        assertEquals(.75, ledger.spent(), 1e-12);
        ledger.charge(charge(.24));
        assertEquals(
                List.of(.25, .5, .24),
                ledger.charges().stream().map(Charge::rho).toList());
    }

    @Test
    void manySmallChargesNeverAddUpToLessThanTheyAre() {
        final Ledger ledger = new Ledger(1);
        int times = 0;
        while (times < 20) {
            try {
                ledger.charge(charge(.1));
            } catch (final BudgetException e) {
                break;
            }
            times++;
        }
        assertTrue(times <= 10, () -> "ten tenths fit into one");
        assertTrue(ledger.spent() >= times * .1);
    }

    @Test
    void aReportWhoseLedgerDoesNotGiveItsEpsilonIsRefused() {
        final double rho = ConcentratedPrivacy.rho(1, 1e-6);
        final List<Charge> charges = List.of(charge(rho / 2), charge(rho / 2));
        assertEquals(
                2,
                new PrivacyReport(1, 1e-6, rho, 10, "one record", charges, List.of(), List.of(), true)
                        .charges()
                        .size());
        final List<String> words = new PrivacyReport(
                        1,
                        1e-6,
                        rho,
                        10,
                        "adding or removing one record",
                        charges,
                        List.of("a: 0 to 1"),
                        List.of(),
                        false)
                .words();
        assertTrue(words.getFirst()
                .startsWith("Whatever anybody concludes from this model, or from any records generated with it, is at "
                        + "most 2.718 times as likely after adding"));
        assertTrue(words.contains("Taken for public: a: 0 to 1.")
                && words.get(1).contains("2 tables of counts")
                && words.get(2).contains("protects nobody"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PrivacyReport(.9, 1e-6, rho, 10, "one record", charges, List.of(), List.of(), true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PrivacyReport(1, 1e-6, rho / 2, 10, "one record", charges, List.of(), List.of(), true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PrivacyReport(1, 1e-6, rho, 10, "one record", List.of(), List.of(), List.of(), true));
    }
}
