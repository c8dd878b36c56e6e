// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class MixedTableTest {
    @Test
    void generatedRowsHaveWhatSpeedDependsOn() {
        final Table table = MixedTable.of(4_000, 1);
        assertEquals(15, table.columns().size());
        final double zeros =
                Arrays.stream(table.numbers(3)).filter(value -> value == 0).count() / 4_000.;
        assertEquals(11 / 12., zeros, .02, "a spike at zero");
        final Set<String> values = new HashSet<>(table.dictionary(13));
        assertTrue(values.size() > 30, "a category of many values: " + values.size());
        assertEquals(MixedTable.of(4_000, 1).value(5, 77), table.value(5, 77), "the same rows each time");
    }
}
