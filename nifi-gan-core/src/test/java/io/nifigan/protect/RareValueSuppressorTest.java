// SPDX-License-Identifier: Apache-2.0
package io.nifigan.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.DependentEncoding;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.NumberEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RareValueSuppressorTest {
    private static final int ROWS = 600;
    private static final String[] CITIES = {"Bern", "Basel", "Lyon", "Turin"};
    private static final String[] STATES = {"CH", "CH", "FR", "IT"};

    /**
     * Four cities of 25 %, and one that three rows have, alone in its state; a job of which 4 rows have another;
     * children with one row of 9.
     */
    private static Table table() {
        final SplittableRandom random = new SplittableRandom(1);
        return TestTable.of(ValueType.STRING, "city", "state")
                .and(ValueType.STRING, "job", ColumnKind.CATEGORY)
                .and(ValueType.INT, "children")
                .and(ValueType.DOUBLE, "income")
                .rows(ROWS, r -> {
                    final boolean village = r % 200 == 7;
                    final int city = random.nextInt(4);
                    return new Object[] {
                        village ? "Vnà" : CITIES[city],
                        village ? "GR" : STATES[city],
                        r % 150 == 3 ? "astronaut" : "clerk",
                        r == 11 ? 9 : random.nextInt(4),
                        Math.exp(random.nextGaussian())
                    };
                });
    }

    private static int count(final Table table, final int column, final Object value) {
        int count = 0;
        for (int r = 0; r < table.rows(); r++) {
            count += Objects.equals(value, table.value(column, r)) ? 1 : 0;
        }
        return count;
    }

    private static Protection rare(final Replacement replacement) {
        return new Protection(5, replacement, "somewhere", false);
    }

    private static void assertStatesFollow(final Table table, final int states) {
        final Map<Object, Object> state = new HashMap<>();
        for (int r = 0; r < table.rows(); r++) {
            final Object known =
                    state.putIfAbsent(String.valueOf(table.value(0, r)), String.valueOf(table.value(1, r)));
            assertTrue(known == null || known.equals(String.valueOf(table.value(1, r))), "row " + r);
        }
        assertEquals(states, state.values().stream().distinct().count());
    }

    @Test
    void rareValuesAndTheirDependentsAreReplaced() {
        final Table table = table();
        final Table learnt = RareValueSuppressor.protect(table, rare(Replacement.REDISTRIBUTE), 1);
        assertEquals(0, count(learnt, 0, "Vnà"));
        assertEquals(0, count(learnt, 1, "GR"));
        assertEquals(ROWS, count(learnt, 2, "clerk"));
        assertEquals(count(table, 3, 3) + 1, count(learnt, 3, 3), "9 children become 3, the nearest");
        assertStatesFollow(learnt, 3);
        for (int r = 0; r < ROWS; r++) {
            if (!table.value(0, r).equals("Vnà")) {
                assertEquals(table.value(0, r), learnt.value(0, r));
            }
            assertEquals(table.value(4, r), learnt.value(4, r));
        }
        final TableEncoder encoder =
                EncoderFitter.fit(table, learnt, table, Set.of(), List.of(), rare(Replacement.REDISTRIBUTE));
        assertEquals(
                Set.of(CITIES),
                Set.copyOf(((CategoryEncoding) encoder.encodings().get(0)).values()));
        assertFalse(((DependentEncoding) encoder.encodings().get(1)).values().contains("GR"));
    }

    @Test
    void replacementsCanBeMissingOrAText() {
        final Table table = table();
        final Table missing = RareValueSuppressor.protect(table, rare(Replacement.MISSING), 1);
        assertEquals(3, count(missing, 0, null));
        assertEquals(3, count(missing, 1, null));
        assertEquals(4, count(missing, 2, null));
        assertEquals(1, count(missing, 3, null));
        final Table other = RareValueSuppressor.protect(table, rare(Replacement.OTHER), 1);
        assertEquals(3, count(other, 0, "somewhere"));
        assertEquals(3, count(other, 1, "somewhere"));
        assertEquals(4, count(other, 2, "somewhere"));
        assertEquals(0, count(other, 3, 9));
        assertStatesFollow(other, 4);
        final TableEncoder encoder =
                EncoderFitter.fit(table, other, table, Set.of(), List.of(), rare(Replacement.OTHER));
        final CategoryEncoding city = (CategoryEncoding) encoder.encodings().get(0);
        final DependentEncoding state = (DependentEncoding) encoder.encodings().get(1);
        assertEquals("somewhere", state.values().get(city.values().indexOf("somewhere")));
    }

    @Test
    void aColumnOfOnlyRareValuesBecomesMissing() {
        final Table table = TestTable.of(ValueType.STRING, "a", ColumnKind.CATEGORY)
                .and(ValueType.INT, "x")
                .rows(40, r -> new Object[] {"value " + r / 4, r % 2});
        final Table learnt = RareValueSuppressor.protect(table, rare(Replacement.REDISTRIBUTE), 1);
        for (int r = 0; r < 40; r++) {
            assertNull(learnt.value(0, r));
        }
    }

    @Test
    void valuesWithExactlyTheMinimumStay() {
        final Table table = TestTable.of(ValueType.STRING, "a", ColumnKind.CATEGORY)
                .rows(109, r -> new Object[] {r < 5 ? "five" : r < 9 ? "four" : "many"});
        final Table learnt =
                RareValueSuppressor.protect(table, new Protection(5, Replacement.MISSING, "other", false), 1);
        assertEquals(5, count(learnt, 0, "five"));
        assertEquals(4, count(learnt, 0, null));
    }

    @Test
    void extremesAreTheFifthOfTheTrainingRowsInTheModelToo() {
        final Table table = table();
        final double[] sorted = Arrays.stream(table.numbers(4)).sorted().toArray();
        final Protection protection = new Protection(1, Replacement.REDISTRIBUTE, "other", true);
        final Table learnt = RareValueSuppressor.protect(table, protection, 1);
        final TableEncoder encoder = EncoderFitter.fit(table, learnt, table, Set.of(), List.of(), protection);
        final NumberEncoding income = (NumberEncoding) encoder.encodings().get(4);
        assertEquals(sorted[4], income.min());
        assertEquals(sorted[ROWS - 5], income.max());
        assertEquals(
                5,
                Arrays.stream(learnt.numbers(4)).filter(v -> v == income.max()).count());
        for (final double knot : income.others().x()) {
            assertTrue(knot >= sorted[4] && knot <= sorted[ROWS - 5], "a knot beyond the range: " + knot);
        }
        for (int r = 0; r < ROWS; r++) {
            assertEquals(Math.clamp(table.numbers(4)[r], sorted[4], sorted[ROWS - 5]), learnt.numbers(4)[r]);
        }
        assertEquals(3, ((NumberEncoding) encoder.encodings().get(3)).max(), "the one row of 9 children");
    }

    @Test
    void columnsOfFewValuesAreClippedToTheirMiddle() {
        final TableBuilder builder = new TableBuilder(List.of(new Field("x", ValueType.DOUBLE)), Map.of());
        for (final double value : new double[] {3, 1, 2}) {
            builder.add(new Object[] {value});
        }
        builder.add(new Object[] {null});
        final Table learnt =
                RareValueSuppressor.protect(builder.build(), new Protection(1, Replacement.MISSING, "other", true), 1);
        assertEquals(3, count(learnt, 0, 2.));
        assertEquals(1, count(learnt, 0, null));
    }

    @Test
    void withoutProtectionNothingChanges() {
        final Table table = table();
        assertSame(table, RareValueSuppressor.protect(table, Protection.NONE, 1));
        assertThrows(IllegalArgumentException.class, () -> new Protection(0, Replacement.MISSING, "other", false));
        assertThrows(IllegalArgumentException.class, () -> new Protection(5, Replacement.OTHER, "", false));
    }
}
