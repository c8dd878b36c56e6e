// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.rule.RuleException;
import io.nifigan.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartialEncodingTest {
    private static double cents(final double value) {
        return Math.rint(value * 100) / 100;
    }

    private static List<String> rules(final Table table, final String... given) {
        return EncoderFitter.fit(table, table, Set.of(), List.of(given)).describeRules();
    }

    /** A row is decoded from its members, with numbers in the middle of their distributions. */
    private static Table decoded(final TableEncoder encoder, final Table table) {
        final EncodedColumns encoded = encoder.encode(table);
        final ValueDecoder values = new ValueDecoder(encoder, table.rows());
        final RandomStream random = new RandomStream(1);
        final List<Block> blocks = encoder.layout().blocks();
        for (int b = 0; b < blocks.size(); b++) {
            for (int r = 0; r < table.rows(); r++) {
                final int member = blocks.get(b).members() > 0
                        ? encoded.member(b, r)
                        : blocks.get(b).others();
                values.set(blocks.get(b), r, member, random.nextDouble(), random);
            }
        }
        return values.table();
    }

    @Test
    void aCopyInPartOfTheRowsIsDecodedExactly() {
        final Random random = new Random(1);
        final Table table = Tables.of(4_000, r -> {
            final double billed = cents(Math.exp(5 + random.nextGaussian()));
            return new Object[] {billed, r % 20 < 3 ? billed : cents(Math.exp(4 + random.nextGaussian()))};
        });
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final Table decoded = decoded(encoder, table);

        assertEquals(List.of("b = a in 15 %"), encoder.describeRules());
        int others = 0;
        for (int r = 0; r < table.rows(); r++) {
            final boolean equal = decoded.numbers(0)[r] == decoded.numbers(1)[r];
            assertTrue(equal || r % 20 >= 3, "row " + r);
            others += equal && r % 20 >= 3 ? 1 : 0;
        }
        assertTrue(others < 10, others + " equal by chance");
        // The values of other rows are not drawn from those of copies.
        assertEquals(
                Math.exp(4),
                ((NumberEncoding) assertInstanceOf(
                                        PartialEncoding.class,
                                        encoder.encodings().get(1))
                                .own())
                        .valueAt(.5, .01),
                4);
    }

    @Test
    void severalDistancesOfDatesAreFound() {
        final Random random = new Random(2);
        final Table table = Tables.of(4_000, r -> {
            final LocalDate day = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(1_500));
            final int[] days = {30, 30, 30, 60, 14, 3 + random.nextInt(200)};
            return new Object[] {day, day.plusDays(days[random.nextInt(days.length)])};
        });
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final Table decoded = decoded(encoder, table);

        assertEquals(
                Set.of("b = a + 30 in", "b = a + 60 in", "b = a + 14 in"),
                encoder.describeRules().stream()
                        .filter(rule -> rule.contains("%"))
                        .map(rule -> rule.substring(0, 13))
                        .collect(Collectors.toSet()));
        for (final int days : new int[] {14, 30, 60}) {
            assertEquals(at(table, days), at(decoded, days), .005);
        }
    }

    private static double at(final Table table, final int days) {
        return IntStream.range(0, table.rows())
                        .filter(r -> table.numbers(1)[r] == table.numbers(0)[r] + days)
                        .count()
                / (double) table.rows();
    }

    @Test
    void valuesCloseToAnotherKeepTheirDistance() {
        final Random random = new Random(3);
        final Table table = Tables.of(6_000, r -> {
            final double bill = cents(Math.exp(6 + 1.5 * random.nextGaussian()));
            return new Object[] {
                bill,
                r % 2 == 0
                        ? cents(bill * (1 + .02 * random.nextGaussian()))
                        : cents(Math.exp(6 + 1.5 * random.nextGaussian()))
            };
        });
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final Table decoded = decoded(encoder, table);

        final PartialEncoding partial =
                assertInstanceOf(PartialEncoding.class, encoder.encodings().get(1));
        assertTrue(partial.rules().getFirst().nearShare() > .45, partial.toString());
        for (final double width : new double[] {.005, .01, .02, .04}) {
            assertEquals(within(table, width), within(decoded, width), .015, "within " + width);
        }
    }

    private static double within(final Table table, final double width) {
        return IntStream.range(0, table.rows())
                        .filter(r -> Math.abs(table.numbers(1)[r] / table.numbers(0)[r] - 1) < width)
                        .count()
                / (double) table.rows();
    }

    @Test
    void chanceGivesNoRelation() {
        final Random random = new Random(4);
        final Table table = Tables.of(5_000, r -> {
            final double size = random.nextGaussian();
            // Ratings that agree often, amounts that are mostly zero, thousands, readings that go together.
            return new Object[] {
                3 + (int) Math.rint(size + .4 * random.nextGaussian()),
                3 + (int) Math.rint(size + .4 * random.nextGaussian()),
                random.nextInt(10) < 7 ? 0 : random.nextInt(1_000),
                random.nextInt(10) < 7 ? 0 : random.nextInt(1_000),
                1_000 * (40 + (int) Math.rint(9 * (size + .2 * random.nextGaussian()))) + (r % 50 == 0 ? r : 0),
                1_000 * (40 + (int) Math.rint(9 * (size + .2 * random.nextGaussian()))) + (r % 50 == 0 ? r : 0),
                Math.rint(10 * (120 + 15 * (size + .3 * random.nextGaussian()))) / 10,
                Math.rint(10 * (120 + 15 * (size + .3 * random.nextGaussian()))) / 10
            };
        });

        assertEquals(
                List.of(),
                rules(table).stream().filter(rule -> rule.contains("%")).toList());
    }

    @Test
    void aMissingSourceLeavesAValueOfTheColumn() {
        final Random random = new Random(5);
        final Table table = Tables.of(3_000, r -> {
            final int ordered = 1 + random.nextInt(500);
            return new Object[] {r % 10 == 0 ? null : ordered, r % 3 == 0 ? ordered : 1 + random.nextInt(500)};
        });
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final ValueDecoder values = new ValueDecoder(encoder, 1);
        final Block first = encoder.layout().blocks().get(0);
        final Block second = encoder.layout().blocks().get(1);
        final RandomStream random2 = new RandomStream(6);
        values.set(first, 0, ((NumberEncoding) encoder.encodings().get(0)).missingMember(), 0, random2);
        values.set(second, 0, second.members() - 1, 0, random2);
        final Table decoded = values.table();

        assertTrue(
                encoder.describeRules().contains("b = a in 30 %"),
                encoder.describeRules().toString());
        assertTrue(decoded.isMissing(0, 0));
        assertFalse(decoded.isMissing(1, 0));
    }

    @Test
    void aForbiddenRelationIsNotFound() {
        final Random random = new Random(7);
        final Table table = Tables.of(3_000, r -> {
            final int ordered = 1 + random.nextInt(500);
            return new Object[] {ordered, r % 2 == 0 ? ordered : 1 + random.nextInt(500)};
        });

        assertEquals(List.of("b = a in 50 %"), rules(table));
        assertEquals(List.of(), rules(table, "not b = a"));
        assertEquals(List.of(), rules(table, "none"));
    }

    @Test
    void multiplesSumsAndProductsAreFoundInPart() {
        final Random random = new Random(8);
        final Table table = Tables.of(4_000, r -> {
            final double net = cents(Math.exp(5 + random.nextGaussian()));
            final double fee = cents(Math.exp(3 + random.nextGaussian()));
            final int count = 2 + random.nextInt(30);
            return new Object[] {
                net,
                fee,
                count,
                r % 3 == 0 ? cents(.19 * net) : cents(Math.exp(3 + random.nextGaussian())),
                r % 4 == 0 ? cents(net + fee) : cents(Math.exp(5 + random.nextGaussian())),
                r % 5 == 0 ? cents(fee * count) : cents(Math.exp(6 + random.nextGaussian()))
            };
        });
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final Table decoded = decoded(encoder, table);

        assertEquals(
                List.of("d = 0.19 * a in 33 %", "e = a + b in 25 %", "f = b * c in 20 %"), encoder.describeRules());
        int computed = 0;
        for (int r = 0; r < table.rows(); r += 60) {
            computed += Math.abs(.19 * decoded.numbers(0)[r] - decoded.numbers(3)[r]) < .0051 ? 1 : 0;
            computed += Math.abs(decoded.numbers(0)[r] + decoded.numbers(1)[r] - decoded.numbers(4)[r]) < 1e-6 ? 1 : 0;
        }
        // But for few that would be out of range.
        assertTrue(computed > .95 * 2 * 67, computed + " values are computed");
    }

    @Test
    void aTextIsCopiedInPartOfTheRows() {
        final Random random = new Random(9);
        final Table table = Tables.of(4_000, r -> {
            final String city = "city" + (int) (60 * Math.pow(random.nextDouble(), 2));
            return new Object[] {city, r % 3 == 0 ? "city" + random.nextInt(60) : city};
        });
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final Table decoded = decoded(encoder, table);

        assertEquals(1, encoder.describeRules().size());
        assertTrue(encoder.describeRules().getFirst().matches("b = a in 6[78] %"), encoder.describeRules() + "");
        for (int r = 0; r < table.rows(); r++) {
            assertEquals(table.value(1, r), decoded.value(1, r));
        }
        assertEquals(encoder.describeRules(), rules(table, "none", "b = a in part"));
        assertEquals(List.of(), rules(table, "not b = a in part"));
    }

    @Test
    void whatAUserGivesIsRefusedWhereItCannotBeLearnt() {
        final Random random = new Random(10);
        final Table table = Tables.of(3_000, r -> {
            final int a = 1 + random.nextInt(1_000);
            return new Object[] {a, random.nextInt(1_000), r % 50 == 0 ? 3 * a : random.nextInt(3_000), 2 * a};
        });

        assertTrue(rules(table, "none", "c = 3 * a in part").contains("c = 3 * a in 2.0 %"));
        assertThrows(RuleException.class, () -> rules(table, "b = 7 * a in part"));
        assertThrows(RuleException.class, () -> rules(table, "d = 2 * a", "d = a + b in part"));
        assertThrows(RuleException.class, () -> rules(table, "d = 2 * a in part"));
        assertThrows(RuleException.class, () -> rules(table, "c = 3 * a in part", "a = b in part", "b = c in part"));
    }
}
