// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.OrderRule;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangeEndsTest {
    private static final int ROWS = 2_000;

    /** Widths below lengths, both with long tails. */
    private static Table table(final long seed, final double scale) {
        final SplittableRandom random = new SplittableRandom(seed);
        return TestTable.of(ValueType.DOUBLE, "width", "length").rows(ROWS, r -> {
            final double length = Math.exp(random.nextGaussian()) * scale;
            return new Object[] {length * (.2 + .7 * random.nextDouble()), length};
        });
    }

    @Test
    void eachEndOccursAboutOnceInAsManyRowsAsWereLearntAndRulesHold() {
        final Table learnt = table(1, 1);
        final TableEncoder encoder = EncoderFitter.fit(learnt, Set.of());
        final Rules rules = new Rules(encoder);
        assertEquals(List.of(new OrderRule(0, 1, true)), encoder.rules());
        // Rows that stay just inside the range, as a generator's do.
        final RangeEnds rangeEnds = RangeEnds.ofTable(encoder, rules, ROWS);
        final int[] ends = new int[4];
        for (int part = 0; part < 3; part++) {
            final Table drawn = inside(table(7 + part, 1), learnt);
            rangeEnds.place(drawn, row -> true);
            assertEquals(ROWS, rules.keeping(drawn).length);
            for (int c = 0; c < 2; c++) {
                final double min = Arrays.stream(learnt.numbers(c)).min().orElseThrow();
                final double max = Arrays.stream(learnt.numbers(c)).max().orElseThrow();
                ends[2 * c] += (int)
                        Arrays.stream(drawn.numbers(c)).filter(v -> v == min).count();
                ends[2 * c + 1] += (int)
                        Arrays.stream(drawn.numbers(c)).filter(v -> v == max).count();
            }
        }
        for (final int count : ends) {
            assertTrue(count >= 2 && count <= 7, Arrays.toString(ends));
        }
    }

    private static Table inside(final Table drawn, final Table learnt) {
        for (int c = 0; c < 2; c++) {
            final double min = Arrays.stream(learnt.numbers(c)).min().orElseThrow();
            final double max = Arrays.stream(learnt.numbers(c)).max().orElseThrow();
            for (int r = 0; r < drawn.rows(); r++) {
                drawn.numbers(c)[r] = Math.clamp(drawn.numbers(c)[r], min * 1.001, max * .999);
            }
        }
        return drawn;
    }
}
