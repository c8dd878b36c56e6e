// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FamilyChooserTest {
    private static final int FAMILIES = 600;
    private static final Table PARENTS = new Frame(FAMILIES)
            .add(
                    Frame.number("size", ColumnKind.INTEGER),
                    IntStream.range(0, FAMILIES).mapToDouble(f -> f % 2).toArray())
            .table();

    /** Families of two rows, which are about 10 or about 20. */
    private static ChainState families(final IntPredicate large, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final ChainState state = new ChainState(
                List.of(Frame.number("x", ColumnKind.DECIMAL)),
                Arrays.asList((List<String>) null),
                IntStream.range(0, FAMILIES).toArray(),
                IntStream.rangeClosed(0, FAMILIES).map(f -> 2 * f).toArray(),
                0,
                new int[0]);
        for (int r = 0; r < state.rows(); r++) {
            final double x = (large.test(r / 2) ? 20 : 10) + random.nextDouble();
            state.put(
                    r,
                    r % 2 == 0,
                    new Frame(1)
                            .add(Frame.number("x", ColumnKind.DECIMAL), new double[] {x})
                            .table(),
                    0,
                    Double.NaN);
        }
        return state;
    }

    @Test
    void choosesFamiliesThatFitTheirParents() {
        final RandomStream coin = new RandomStream(9);
        final ChainState real = families(f -> f % 2 == 1, 1);
        final double[] coins = coin.doubles(FAMILIES).toArray();
        final ChainState made = families(f -> coins[f] < .5, 2);
        final FamilyChooser chooser;
        try (WorkerPool workers = new WorkerPool(1)) {
            chooser = FamilyChooser.fit(PARENTS, "c.", real, made, workers, 3, Cancellation.never());
        }
        final int[] chosen = chooser.choose(
                PARENTS,
                "c.",
                List.of(families(f -> f % 2 == 0, 4), families(f -> f % 2 == 1, 5)),
                new RandomStream(6));
        final long fitting = Arrays.stream(chosen).filter(s -> s == 1).count();
        // Chance would choose half of them; odds leave a few to the others.
        assertTrue(fitting > .85 * FAMILIES, fitting + " of " + FAMILIES);
    }
}
