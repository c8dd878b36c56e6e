// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class HiddenFactorsTest {
    private static Column money(final String name) {
        return new Column(new Field(name, ValueType.STRING), ColumnKind.DECIMAL, .01, null);
    }

    /** Prices from 5 to 100, and a number that is made from each. */
    private static Table table(final DoubleUnaryOperator make) {
        final RandomStream random = new RandomStream(2);
        final double[] prices = new double[2_000];
        final double[] made = new double[prices.length];
        for (int r = 0; r < prices.length; r++) {
            prices[r] = 5 + random.nextInt(9_500) / 100.;
            made[r] = Math.round(make.applyAsDouble(prices[r]) * 100) / 100.;
        }
        return new Frame(prices.length)
                .add(money("paid"), made)
                .add(money("price"), prices)
                .table();
    }

    @Test
    void findsDiscounts() {
        final RandomStream random = new RandomStream(3);
        final Table table = table(price -> price * (1 - .05 * random.nextInt(5)));
        assertEquals(
                List.of(new HiddenFactors.Factor(0, 1, .05)), HiddenFactors.find(table, List.of(0), List.of(0, 1)));
    }

    @Test
    void aFactorIsExactToItsStep() {
        assertEquals(.8, new HiddenFactors.Factor(0, 1, .05).of(8.01, 10.01), 1e-12);
        assertTrue(Double.isNaN(new HiddenFactors.Factor(0, 1, .05).of(8, 0)));
    }

    @Test
    void findsNothingInFreeNumbers() {
        final RandomStream random = new RandomStream(4);
        assertEquals(List.of(), HiddenFactors.find(table(price -> 90 * random.nextDouble()), List.of(0), List.of(1)));
        assertEquals(
                List.of(), HiddenFactors.find(table(price -> price * random.nextDouble()), List.of(0), List.of(1)));
    }

    @Test
    void aConstantFactorIsNoHiddenOne() {
        assertEquals(List.of(), HiddenFactors.find(table(price -> price * .5), List.of(0), List.of(1)));
    }
}
