// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.formula.Polynomial.Range;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolynomialTest {
    /** From 2 to 5, 0 to 10, -3 to 4. */
    private static final List<Range> RANGES = List.of(new Range(2, 5), new Range(0, 10), new Range(-3, 4));

    private static Optional<Polynomial> of(final String expression) {
        return Polynomial.of(Expression.ofJson(expression), 1, column -> false);
    }

    private static double low(final String expression) {
        return of(expression).orElseThrow().low(RANGES::get);
    }

    @Test
    void sumsHaveTheSumOfTheirBounds() {
        assertEquals(2 - 10 - 3 + 1, low("#0 - #1 + #2 + 1"), 1e-12);
        assertEquals(2. / 4, low("#0 / 4"), 1e-12);
        // What cancels out does not count.
        assertEquals(2, low("#0 + #1 - #1"), 1e-12);
        assertEquals(0, low("#2 - #2"), 1e-12);
    }

    @Test
    void commonFactorsAreTakenOut() {
        // (2 .. 5) * (0 .. 10) - (0 .. 10) is (0 .. 10) times (1 .. 4).
        assertEquals(0, low("#0 * #1 - #1"), 1e-12);
        assertEquals(10 * (1 - 5), low("#1 - #0 * #1"), 1e-12);
        assertEquals(0, low("#1 - #1 / #0"), 1e-12);
        assertEquals(2 * 2 * 2 - 2 * 2, low("#0 ^ 3 - #0 ^ 2"), 1e-12);
    }

    @Test
    void powersAndDivisorsAroundZero() {
        assertEquals(0, low("#2 ^ 2"), 1e-12);
        assertEquals(-27, low("#2 ^ 3"), 1e-12);
        assertEquals(Double.NEGATIVE_INFINITY, low("#0 / #2"));
        assertEquals(1. / 25, low("#0 ^ -2"), 1e-12);
    }

    @Test
    void numbersBesideTimesAreCountedInTheirUnit() {
        final Polynomial later = Polynomial.of(Expression.ofJson("#1 + #0"), 60, column -> column == 1)
                .orElseThrow();
        assertEquals(2 * 60, later.plus(Polynomial.ofColumn(1), -1).low(RANGES::get), 1e-12);
        final Polynomial between = Polynomial.of(Expression.ofJson("#1 - #2"), 10, column -> column > 0)
                .orElseThrow();
        assertEquals((0 - 4) / 10., between.low(RANGES::get), 1e-12);
    }

    @Test
    void functionsAndQuotientsBySumsAreNone() {
        assertTrue(of("max(#0, #1)").isEmpty());
        assertTrue(of("#0 / (#1 + 1)").isEmpty());
        assertTrue(of("#0 ^ .5").isEmpty());
    }
}
