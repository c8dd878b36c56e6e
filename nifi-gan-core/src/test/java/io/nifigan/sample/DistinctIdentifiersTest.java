// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Identifiers that are all different stay so, and none is longer than the longest real one. */
class DistinctIdentifiersTest {
    private static final List<String> GIVEN =
            List.of("Anna", "Ben", "Carla", "David", "Emma", "Felix", "Greta", "Hans");
    private static final List<String> FAMILY = List.of("Smith", "Brown", "Jones", "Davis", "Moore", "Clark", "Lewis");

    private static Table real(final int rows) {
        final RandomStream random = new RandomStream(7);
        final TableBuilder builder = new TableBuilder(
                List.of(
                        new Field("number", ValueType.STRING),
                        new Field("shared", ValueType.STRING),
                        new Field("full_name", ValueType.STRING)),
                Map.of(
                        "number", ColumnKind.IDENTIFIER,
                        "shared", ColumnKind.IDENTIFIER,
                        "full_name", ColumnKind.IDENTIFIER));
        final Set<String> numbers = new HashSet<>();
        while (numbers.size() < rows) {
            final String number = Integer.toString(10_000 + random.nextInt(90_000));
            if (numbers.add(number)) {
                builder.add(new Object[] {
                    number,
                    "T" + random.nextInt(5) + random.nextInt(10),
                    GIVEN.get(random.nextInt(GIVEN.size())) + " " + FAMILY.get(random.nextInt(FAMILY.size()))
                });
            }
        }
        return builder.build();
    }

    private static List<String> texts(final Table table, final int column) {
        return IntStream.range(0, table.rows())
                .mapToObj(r -> table.dictionary(column).get(table.codes(column)[r]))
                .toList();
    }

    @Test
    void differentValuesStayDifferent() {
        final Table real = real(5_000);
        final Table made = Identifiers.fill(EncoderFitter.fit(real, Set.of()), real, 3, 0);
        assertEquals(5_000, new HashSet<>(texts(made, 0)).size());
        assertTrue(new HashSet<>(texts(made, 1)).size() < 5_000, "values that repeat may repeat");
    }

    @Test
    void noneIsLongerThanTheLongestRealOne() {
        final Table real = real(2_000);
        final Table made = Identifiers.fill(EncoderFitter.fit(real, Set.of()), real, 3, 0);
        for (int c = 0; c < 3; c++) {
            final int longest =
                    texts(real, c).stream().mapToInt(String::length).max().orElseThrow();
            final List<String> tooLong = texts(made, c).stream()
                    .filter(text -> text.length() > longest)
                    .collect(Collectors.toList());
            assertEquals(List.of(), tooLong);
        }
    }
}
