// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.TrainedModels;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private static final List<String> NAMES = TrainedModels.model().columns().stream()
            .map(column -> column.name())
            .toList();

    private static Balancer balancer(final String column, final String shares, final long seed) {
        return new Balancer(TrainedModels.model(), column, ClassShares.parse(shares), seed);
    }

    /** The frequencies of a column's values. */
    private static Map<Object, Integer> counts(final String column, final List<Table> tables) {
        final Map<Object, Integer> counts = new HashMap<>();
        for (final Table table : tables) {
            for (int r = 0; r < table.rows(); r++) {
                counts.merge(table.value(NAMES.indexOf(column), r), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static List<Table> balanced(final Balancer balancer, final Table real) throws SamplingException {
        final List<Table> tables = new ArrayList<>(List.of(real));
        balancer.count(real);
        balancer.plan();
        while (!balancer.isDone()) {
            tables.add(balancer.next());
        }
        return tables;
    }

    @Test
    void classesComeOutEqual() throws SamplingException {
        final Table real = TrainedModels.table(500, 3);
        final int max = counts("tier", List.of(real)).values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        try (Balancer balancer = balancer("tier", "", 1)) {
            assertEquals(Map.of("gold", max, "silver", max, "bronze", max), counts("tier", balanced(balancer, real)));
        }
    }

    @Test
    void sharesComeOutExactAlsoOfWordsAndOfColumnsThatOthersDetermine() throws SamplingException {
        final Table real = TrainedModels.table(300, 4)
                .select(IntStream.range(0, 300).filter(r -> r % 3 > 0).toArray());
        try (Balancer balancer = balancer("active", "TRUE=20%, False=80%", 1)) {
            final Map<Object, Integer> counts = counts("active", balanced(balancer, real));
            assertEquals(counts.get(true) * 4, counts.get(false), 2);
        }
        try (Balancer balancer = balancer("country", "CH=25,FR=25,IT=25,AT=25", 1)) {
            assertEquals(
                    1,
                    counts("country", balanced(balancer, real)).values().stream()
                            .distinct()
                            .count());
        }
    }

    @Test
    void theSameSeedGivesTheSameRows() throws SamplingException {
        final Table real = TrainedModels.table(200, 5);
        final List<Object> amounts = new ArrayList<>();
        for (final long seed : new long[] {8, 8, 9}) {
            try (Balancer balancer = balancer("tier", "", seed)) {
                final Table all = Table.concatenate(balanced(balancer, real));
                amounts.add(IntStream.range(0, all.rows())
                        .mapToObj(r -> all.value(2, r))
                        .toList());
            }
        }
        assertEquals(amounts.get(0), amounts.get(1));
        assertNotEquals(amounts.get(0), amounts.get(2));
    }

    private static Table withTier(final Object tier, final int rows) {
        final TableBuilder builder =
                TableBuilder.forColumns(TrainedModels.model().columns());
        for (int r = 0; r < rows; r++) {
            final Object[] cells = new Object[NAMES.size()];
            cells[NAMES.indexOf("tier")] = tier;
            builder.add(cells);
        }
        return builder.build();
    }

    @Test
    void aClassThatTheModelNeverSawIsRefusedOnlyWhereItNeedsRecords() {
        try (Balancer balancer = balancer("tier", "", 1)) {
            balancer.count(withTier("platinum", 5));
            balancer.count(withTier("gold", 6));
            final String reason =
                    assertThrows(IllegalArgumentException.class, balancer::plan).getMessage();
            assertTrue(reason.contains("bronze") && reason.contains("silver") && !reason.contains("platinum"), reason);
            balancer.count(withTier("platinum", 10));
            assertEquals(Map.of("gold", 9L), balancer.plan());
        }
        final String reason = assertThrows(IllegalArgumentException.class, () -> balancer("tier", "platinum=10%", 1))
                .getMessage();
        assertTrue(reason.contains("platinum") && reason.contains("gold"), reason);
    }

    @Test
    void recordsWithoutAClassAreNotCounted() {
        try (Balancer balancer = balancer("tier", "", 1)) {
            balancer.count(withTier(null, 50));
            balancer.count(withTier("gold", 6));
            balancer.count(withTier("silver", 4));
            assertEquals(Map.of("silver", 2L), balancer.plan());
        }
    }

    @Test
    void onlyColumnsOfClassesCanBeBalanced() {
        for (final String column : List.of("amount", "visits", "joined", "key", "name")) {
            assertTrue(
                    assertThrows(IllegalArgumentException.class, () -> balancer(column, "", 1))
                            .getMessage()
                            .contains("instead of classes"),
                    column);
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> balancer("colour", "", 1))
                .getMessage()
                .contains("tier"));
    }

    @Test
    void aClassThatIsGeneratedTooRarelyEndsInAMessage() {
        final ClassColumn column = ClassColumn.of(TrainedModels.model(), "tier");
        try (ClassDraws draws =
                new ClassDraws(TrainedModels.model(), column, Map.of("gold", 10L, "never", 1L), 1, null)) {
            final String reason = assertThrows(SamplingException.class, () -> {
                        while (!draws.isDone()) {
                            draws.next();
                        }
                    })
                    .getMessage();
            assertTrue(reason.contains("51,200") && reason.contains("'never'"), reason);
        }
    }

    @Test
    void classesAreKnownByOtherSpellings() {
        final ClassColumn active = ClassColumn.of(TrainedModels.model(), "active");
        assertEquals("true", active.resolve("TRUE"));
        assertNull(active.resolve("yes"));
        assertTrue(active.isKnown("false"));
        assertFalse(active.isKnown("FALSE"));
    }
}
