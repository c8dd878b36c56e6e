// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.table.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopiedColumnsTest {
    private static Table table(final String[] city, final String[] other) {
        return new Frame(city.length)
                .add(Frame.category("city"), city)
                .add(Frame.category("parent.city"), other)
                .table();
    }

    @Test
    void findsEqualTexts() {
        final Table table = table(new String[] {"Rome", null, "Bern"}, new String[] {"Rome", null, "Bern"});
        assertEquals(List.of(CopiedColumns.Copy.of(0, 1)), CopiedColumns.find(table, 1));
    }

    @Test
    void oneOtherTextIsEnoughAgainstIt() {
        assertEquals(
                List.of(), CopiedColumns.find(table(new String[] {"Rome", "Bern"}, new String[] {"Rome", "Oslo"}), 1));
        assertEquals(
                List.of(), CopiedColumns.find(table(new String[] {"Rome", "Bern"}, new String[] {"Rome", null}), 1));
    }

    @Test
    void equalConstantsSayNothing() {
        assertEquals(
                List.of(), CopiedColumns.find(table(new String[] {"Rome", "Rome"}, new String[] {"Rome", "Rome"}), 1));
    }
}
