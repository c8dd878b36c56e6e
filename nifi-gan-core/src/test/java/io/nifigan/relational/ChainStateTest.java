// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.relational.rows.Frame;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainStateTest {
    private static final Table ROWS = new Frame(5)
            .add(Frame.number("x", ColumnKind.DECIMAL), new double[] {1, 2, Double.NaN, 4, 5})
            .add(Frame.category("kind"), new int[] {0, 1, 0, -1, 1}, List.of("a", "b"))
            .table();

    /** Families of three and of two rows, which begin at 10 and 50. */
    private static ChainState state() {
        final ChainState state = new ChainState(
                ROWS.columns(),
                java.util.Arrays.asList(null, List.of("a")),
                new int[] {7, 3},
                new int[] {0, 3, 5},
                0,
                new int[] {0});
        state.begin()[0] = 10;
        state.begin()[1] = 50;
        state.end()[0] = 20;
        return state;
    }

    @Test
    void firstAndLastRowsAreWhereTheyArePlanned() {
        final ChainState state = state();
        assertEquals(10, state.at(0, 0, 99));
        state.put(0, true, ROWS, 0, 10);
        assertEquals(13, state.at(0, 1, 3));
        assertEquals(20, state.at(0, 1, 99));
        assertEquals(10, state.at(0, 1, -4));
        state.put(1, false, ROWS, 1, 13);
        assertEquals(20, state.at(0, 2, 1));
        state.put(3, true, ROWS, 3, 50);
        assertEquals(149, state.at(1, 1, 99));
    }

    @Test
    void followsSumsOfEachFamily() {
        final ChainState state = state();
        for (int r = 0; r < 5; r++) {
            state.put(r, r == 0 || r == 3, ROWS, r, r);
        }
        assertEquals(3, state.sum(0, 2));
        assertEquals(9, state.sum(0, 4));
    }

    @Test
    void textsHaveTheSameCodesInAllStatesOfTheSameFamilies() {
        final ChainState state = state();
        final ChainState again = state.again();
        assertArrayEquals(new int[] {1, 0}, again.recode(1, List.of("c", "a"), new int[] {0, 1}));
        assertArrayEquals(new int[] {0, -1, 1}, state.recode(1, List.of("a", "c"), new int[] {0, -1, 1}));
        assertEquals(50, again.begin()[1]);
    }

    @Test
    void leavesRowsOut() {
        final ChainState state = state();
        state.leaveOut(1);
        state.leaveOut(4);
        assertArrayEquals(new int[] {0, 2, 3}, state.kept());
    }

    @Test
    void hasPartsOfSomeFamilies() {
        final ChainState state = state();
        for (int r = 0; r < 5; r++) {
            state.put(r, r == 0 || r == 3, ROWS, r, 10 * r);
        }
        final ChainState part = state.part(new int[] {1, 0});
        assertEquals(3, part.parent(0));
        assertEquals(2, part.length(0));
        assertArrayEquals(new double[] {30, 40, 0, 10, 20}, part.time());
        assertArrayEquals(new double[] {4, 5, 1, 2, Double.NaN}, part.table().numbers(0));
        assertEquals(9, part.sum(0, 1));
        assertEquals(20, part.end()[1]);
    }
}
