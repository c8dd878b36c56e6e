// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Rounding;
import io.nifigan.rule.FormulaRule;
import org.junit.jupiter.api.Test;

class PartialRuleTest {
    private static final double NAN = Double.NaN;

    private static PartialRule rule(
            final double step, final boolean relative, final double equal, final double... edges) {
        return new PartialRule(
                new FormulaRule(1, new ColumnValue(0), null, Rounding.HALF_UP, step, 0, 1_000),
                relative,
                edges,
                equal,
                edges.length == 0 ? 0 : .2);
    }

    @Test
    void tellsEqualNearAndOtherValues() {
        final PartialRule rule = rule(.01, true, .3, -.1, -.05, 0, .1);

        assertEquals(0, rule.memberOf(200, 200));
        assertEquals(1, rule.memberOf(181, 200));
        assertEquals(2, rule.memberOf(190, 200));
        assertEquals(2, rule.memberOf(199.99, 200));
        assertEquals(3, rule.memberOf(220, 200));
        assertEquals(-1, rule.memberOf(220.01, 200));
        assertEquals(-1, rule.memberOf(200, NAN));
        assertEquals(-1, rule.memberOf(NAN, 200));
        assertEquals(-1, rule.memberOf(1, 0));
    }

    @Test
    void everyMemberGivesAValueOfItsOwn() {
        final PartialRule rule = rule(.01, true, .3, -.1, -.05, 0, .1);
        for (int member = 0; member < rule.members(); member++) {
            for (final double uniform : new double[] {0, .3, .999}) {
                final double value = rule.valueOf(member, 123.45, uniform);
                assertEquals(member, rule.memberOf(value, 123.45), value + " is of another member");
                assertEquals(value, Math.rint(value * 100) / 100);
            }
        }
        assertEquals(123.45, rule.valueOf(0, 123.45, .7));
        assertEquals(120.36, rule.valueOf(2, 123.45, .5), 1e-9);
    }

    @Test
    void hasNoValueWhereTheColumnHasNone() {
        final PartialRule rule = rule(1, true, .3, -.01, 0, .01);

        assertTrue(Double.isNaN(rule.valueOf(0, NAN, .5)));
        // Above the largest value that the column has.
        assertTrue(Double.isNaN(rule.valueOf(0, 1_001, .5)));
        assertEquals(1_000, rule.valueOf(1, 1_002, .999));
        // No whole number lies within one percent of 20.
        assertTrue(Double.isNaN(rule.valueOf(2, 20, .5)));
        assertEquals(303, rule.valueOf(2, 300, .99));
    }

    @Test
    void withoutEqualValuesTheFirstMemberIsADistance() {
        final PartialRule rule = rule(1, false, 0, -5, 0, 5);

        assertEquals(2, rule.members());
        // Equal values are the closest.
        assertEquals(1, rule.memberOf(20, 20));
        assertEquals(20, rule.valueOf(1, 20, 0));
        assertEquals(0, rule.memberOf(15, 20));
        assertEquals(1, rule.memberOf(21, 20));
        assertEquals(21, rule.valueOf(1, 20, .2));
    }

    @Test
    void refusesWhatNoTrainingGives() {
        assertThrows(IllegalArgumentException.class, () -> rule(1, false, .1, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> rule(1, false, .1, 0));
        assertThrows(IllegalArgumentException.class, () -> rule(1, false, .1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> rule(1, false, .1, 0, NAN));
        assertThrows(IllegalArgumentException.class, () -> rule(1, false, .9, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> rule(1, false, 0));
        assertThrows(IllegalArgumentException.class, () -> rule(1, false, .1, new double[100]));
    }
}
