// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeterminedColumnsTest {
    /** City, region, country; a code and the name that it stands for; a number that hardly ever repeats; a constant. */
    private static Table table() {
        final List<Field> fields = List.of(
                new Field("country", ValueType.STRING),
                new Field("region", ValueType.STRING),
                new Field("city", ValueType.STRING),
                new Field("code", ValueType.INT),
                new Field("name", ValueType.STRING),
                new Field("account", ValueType.INT),
                new Field("constant", ValueType.STRING));
        final TableBuilder builder = new TableBuilder(
                fields,
                Map.of(
                        "country", ColumnKind.CATEGORY,
                        "region", ColumnKind.CATEGORY,
                        "city", ColumnKind.CATEGORY,
                        "code", ColumnKind.INTEGER,
                        "name", ColumnKind.CATEGORY,
                        "account", ColumnKind.INTEGER,
                        "constant", ColumnKind.CATEGORY));
        final SplittableRandom random = new SplittableRandom(3);
        for (int r = 0; r < 2_000; r++) {
            final int city = random.nextInt(100);
            final int code = random.nextInt(10);
            builder.add(new Object[] {
                "country " + city % 20 % 5, "region " + city % 20, "city " + city, code, "name " + code, 7 * r, "same"
            });
        }
        return builder.build();
    }

    @Test
    void columnsThatFollowFromOneOtherAreNotSecrets() {
        final Table table = table();
        assertArrayEquals(
                new int[] {2, 3, 5, 6},
                DeterminedColumns.without(
                        table, IntStream.range(0, table.columns().size()).toArray()));
        assertArrayEquals(new int[] {0, 4}, DeterminedColumns.without(table, new int[] {0, 4}));
    }
}
