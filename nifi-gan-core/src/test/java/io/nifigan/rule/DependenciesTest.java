// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nifigan.encode.Tables;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    private static List<List<Integer>> pairs(final Table table) {
        return Dependencies.find(table, Set.of()).stream()
                .map(found -> List.of(found.determinant(), found.dependent()))
                .toList();
    }

    @Test
    void flattensChainsAndPrefersTextsAsDeterminants() {
        final Random random = new Random(1);
        // number of the city, city, state, country, and a column of chance
        final Table table = Tables.of(2_000, r -> {
            final int city = random.nextInt(40);
            return new Object[] {
                city + 100, "city" + city, "state" + city / 5, city < 20 ? "A" : null, random.nextInt(3)
            };
        });

        assertEquals(List.of(List.of(1, 0), List.of(1, 2), List.of(1, 3)), pairs(table));
    }

    @Test
    void coversEveryRowAndSurvivesJson() throws JsonProcessingException {
        final Table table =
                Tables.of(500, r -> new Object[] {"k" + r % 7, r % 7 == 0 ? null : Double.toString(r % 7 / 2 + .5)});
        final Dependencies.Dependency found = Dependencies.find(table, Set.of()).get(0);
        final ObjectMapper mapper = new ObjectMapper();
        final Dependencies.Dependency read =
                mapper.readValue(mapper.writeValueAsString(found), Dependencies.Dependency.class);

        assertEquals(found, read);
        final Map<Object, Object> map = new HashMap<>();
        for (int i = 0; i < read.from().size(); i++) {
            map.put(read.from().value(i), read.to().value(i));
        }
        assertEquals(7, map.size());
        for (int r = 0; r < table.rows(); r++) {
            final Object expected = table.isMissing(1, r) ? null : (Object) table.numbers(1)[r];
            assertEquals(expected, map.get(table.dictionary(0).get(table.codes(0)[r])));
        }
    }

    @Test
    void chanceProvesNothing() {
        final Random random = new Random(2);
        // Nearly unique beside random; nearly constant beside random; constant.
        final Table unique = Tables.of(200, r -> new Object[] {"k" + r % 190, random.nextInt(2)});
        final Table rare = Tables.of(2_000, r -> new Object[] {"k" + r % 300, r == 5 ? "odd" : "usual", "same"});

        assertEquals(List.of(), pairs(unique));
        assertEquals(List.of(), pairs(rare));
    }

    @Test
    void oneExceptionAnywherePreventsADependency() {
        final Table table = Tables.of(20_000, r -> new Object[] {"k" + r % 50, r == 19_876 ? "x" : "v" + r % 50 / 10});

        assertEquals(List.of(), pairs(table));
    }

    @Test
    void excludedColumnsAndIdentifiersAreSkipped() {
        final Table table = Tables.of(1_000, r -> new Object[] {"k" + r % 20, "v" + r % 20 / 4, "name" + r});

        assertEquals(List.of(List.of(0, 1)), pairs(table));
        assertEquals(List.of(), Dependencies.find(table, Set.of(0)));
    }

    @Test
    void findsNothingInAnEmptyTable() {
        final Table table = Tables.of(10, r -> new Object[] {"k", r}).select(new int[0]);

        assertEquals(List.of(), Dependencies.find(table, Set.of()));
        assertEquals(List.of(), OrderRules.find(table, Set.of()));
    }

    @Test
    void distinctValuesAreThoseThatOccur() {
        final Table table = Tables.of(6, r -> new Object[] {r % 2 == 0 ? "b" : null, 3 - r % 3})
                .select(new int[] {0, 2, 4, 1});
        final DistinctValues texts = DistinctValues.of(table, 0, 2).orElseThrow();
        final DistinctValues numbers = DistinctValues.of(table, 1, 3).orElseThrow();

        assertEquals(2, texts.count());
        assertTrue(texts.isMissing(1));
        assertEquals(1, texts.size(1));
        assertEquals(3, numbers.count());
        assertEquals(List.of(1., 2., 3.), List.of(numbers.value(0), numbers.value(1), numbers.value(2)));
        assertEquals(3., numbers.number(numbers.codes()[0]));
        assertTrue(DistinctValues.of(table, 1, 2).isEmpty());
        assertTrue(DistinctValues.of(
                        Tables.of(
                                3,
                                r -> Collections.nCopies(1, (Object) (r < 2 ? null : "1"))
                                        .toArray()),
                        0,
                        1)
                .isEmpty());
    }
}
