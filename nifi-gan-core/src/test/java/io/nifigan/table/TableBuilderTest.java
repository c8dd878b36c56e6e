// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableBuilderTest {
    private static Table texts(final String... values) {
        return table(ValueType.STRING, null, (Object[]) values);
    }

    private static Table table(final ValueType type, final ColumnKind kind, final Object... values) {
        return builder(type, kind, values).build();
    }

    private static TableBuilder builder(final ValueType type, final ColumnKind kind, final Object... values) {
        final TableBuilder builder =
                new TableBuilder(List.of(new Field("x", type)), kind == null ? Map.of() : Map.of("x", kind));
        for (final Object value : values) {
            builder.add(new Object[] {value});
        }
        return builder;
    }

    private static Column named(
            final String name, final int rows, final IntFunction<Object> value, final ValueType type) {
        final TableBuilder builder = new TableBuilder(List.of(new Field(name, type)), Map.of());
        for (int r = 0; r < rows; r++) {
            builder.add(new Object[] {value.apply(r)});
        }
        return builder.build().column(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "INTEGER; 1; 22; -3",
                "INTEGER; 0; 0; 5",
                "INTEGER; 12.0; 13.0; 12.0",
                "DECIMAL; 1.5; 2; -.25",
                "DECIMAL; 12.50; 3.25; 0.00",
                "DECIMAL; 1e-3; 2.5; 7",
                "DECIMAL; 14.0; 23.5; 7.25",
                "TIMESTAMP; 1663636594.740; 1619736861.577; 1663636594.001",
                "BOOLEAN; true; false; true",
                "BOOLEAN; TRUE; FALSE; TRUE",
                "BOOLEAN; True; True; True",
                "CATEGORY; yes; no; yes",
                "CATEGORY; 00123; 04567; 00123",
                "INTEGER; +5; +6; +5",
                "CATEGORY; 1234567890123456789; 1234567890123456788; 1234567890123456789",
                "DATE; 2024-02-29; 1999-12-31; 2024-02-29",
                "DATE; 12/31/1999; 01/02/2000; 02/03/2001",
                "DATE; 31/12/1999; 01/02/2000; 02/03/2001",
                "DATE; 3.7.2020; 31.12.2020; 1.1.2020",
                "CATEGORY; 2023-02-29; 2023-02-28; 2023-02-28",
                "TIME; 09:30; 23:59; 00:00",
                "TIME; 09:30:01.250; 23:59:00.000; 00:00:00.001",
                "TIMESTAMP; 2024-01-01T10:00:00; 2024-01-01T10:00:01; 2024-05-01T23:59:59",
                "TIMESTAMP; 2024-01-01 10:00; 2024-01-01 10:15; 2024-02-01 00:00",
                "TIMESTAMP; 2024-01-01T10:00:00.5Z; 2024-01-01T10:00:00Z; 2024-01-01T10:00:00.125Z",
                "TIMESTAMP; 2024-01-01T10:00:00.123456+02:00; 2024-01-01T10:00:00.123000+02:00; "
                        + "2024-01-01T10:00:00.000000+02:00",
                "CATEGORY; 1; 2; none"
            })
    void detectsTextsAndWritesThemInTheSameFormat(
            final ColumnKind kind, final String a, final String b, final String c) {
        final Table table = texts(a, b, c);

        assertEquals(kind, table.column(0).kind());
        final List<String> expected = List.of(a, b, c).stream()
                .map(text -> switch (text) {
                    case "1e-3" -> "0.001";
                    default -> text;
                })
                .toList();
        assertEquals(expected, List.of(table.value(0, 0), table.value(0, 1), table.value(0, 2)));
    }

    @Test
    void keepsTextsWhenALaterOneIsNotANumber() {
        final Table table = texts("1.50", "1.5", null, "22.820999999999998", "x");

        assertEquals(ColumnKind.CATEGORY, table.column(0).kind());
        assertEquals("1.50", table.value(0, 0));
        assertEquals("1.5", table.value(0, 1));
        assertNull(table.value(0, 2));
        assertEquals("22.820999999999998", table.value(0, 3));
    }

    @Test
    void keepsTheEmptyTextAsAValueOfItsOwn() {
        final Table table = texts("", "a", null, "");

        assertArrayEquals(new int[] {0, 1, -1, 0}, table.codes(0));
        assertEquals(List.of("", "a"), table.dictionary(0));
    }

    @Test
    void keepsValuesOfEveryType() {
        final Object[] row = {
            true,
            (byte) 3,
            (short) 4,
            5,
            6L,
            new BigInteger("70"),
            1.1f,
            2.25,
            new BigDecimal("9.90"),
            'c',
            "text",
            LocalDate.of(2020, 2, 29),
            LocalTime.of(1, 2, 3, 4_000_000),
            LocalDateTime.of(1960, 1, 2, 3, 4, 5, 678_000_000)
        };
        final List<Field> fields = new ArrayList<>();
        for (final ValueType type : ValueType.values()) {
            fields.add(
                    new Field(type.name(), type, type == ValueType.DECIMAL ? 5 : 0, type == ValueType.DECIMAL ? 2 : 0));
        }
        final TableBuilder builder = new TableBuilder(fields, Map.of());
        builder.add(row);
        builder.add(new Object[row.length]);
        final Table table = builder.build();

        for (int c = 0; c < row.length; c++) {
            assertEquals(row[c], table.value(c, 0), fields.get(c).name());
            assertNull(table.value(c, 1));
        }
        assertEquals(1.1, table.numbers(ValueType.FLOAT.ordinal())[0]);
    }

    @Test
    void findsTheScaleDespiteBinaryNoise() {
        assertEquals(.001, texts("22.820999999999998", "1.5", "3.25").column(0).step());
        assertEquals(
                .01,
                table(ValueType.DOUBLE, null, .1 + .2, 1.15, 4_123_456_789.55)
                        .column(0)
                        .step());
        assertEquals(
                0,
                table(ValueType.DOUBLE, null, Math.PI, Math.E, Math.sqrt(2))
                        .column(0)
                        .step());
        assertEquals(.1, table(ValueType.FLOAT, null, .1f, .7f, 1.2f).column(0).step());
    }

    @Test
    void findsFineScalesAndThoseOfLargeNumbers() {
        assertEquals(
                1e-11,
                table(ValueType.DOUBLE, null, 1.25e-9, 3e-10, 7.71e-9).column(0).step());
        assertEquals(
                0,
                table(ValueType.DOUBLE, null, Math.PI * 1e-9, Math.E * 1e-9, Math.sqrt(2) * 1e-9)
                        .column(0)
                        .step());
        final Table large = table(ValueType.DOUBLE, null, 1_234_567_890_123.25, 98_765_432_109.5);
        assertEquals(ColumnKind.DECIMAL, large.column(0).kind());
        assertEquals(.01, large.column(0).step());
        assertEquals(
                1,
                table(ValueType.LONG, null, 123_456_789_012_345_678L, -3L)
                        .column(0)
                        .step());
    }

    @Test
    void findsStepsThatAreNotPowersOfTen() {
        final Object[] francs = new Object[40];
        final Object[] eighths = new Object[40];
        Arrays.setAll(francs, i -> (i * 37 - 300) / 20.);
        Arrays.setAll(eighths, i -> (i * 11 - 60) / 8.);
        assertEquals(.05, table(ValueType.DOUBLE, null, francs).column(0).step());
        assertEquals(.125, table(ValueType.DOUBLE, null, eighths).column(0).step());
        assertEquals(.01, table(ValueType.DOUBLE, null, .25, .75).column(0).step(), "too few to tell");
        assertEquals(25, table(ValueType.INT, null, 75, 50, 25, -100).column(0).step());
    }

    @Test
    void writesNumbersFromArithmeticOnTheGridWithoutNoise() {
        final Table prices = table(ValueType.DOUBLE, null, .1, .7, 1.2);
        final Table made = new Table(
                prices.columns(), 1, new double[][] {{3 * .1}}, new int[1][], Collections.singletonList(null));

        assertEquals(.3, made.value(0, 0));
        final Table cents = texts("0.10", "12.50");
        assertEquals(
                "0.30",
                new Table(cents.columns(), 1, new double[][] {{3 * .1}}, new int[1][], Collections.singletonList(null))
                        .value(0, 0));
    }

    @Test
    void findsCommonSteps() {
        assertEquals(
                100,
                table(ValueType.INT, null, 1_200, 500, null, -300).column(0).step());
        assertEquals(1, table(ValueType.INT, null, 1_201, 500).column(0).step());
        assertEquals(1, table(ValueType.INT, null, 0, 0).column(0).step());
        assertEquals(
                900_000, texts("2024-01-01 10:15", "2024-01-01 10:45").column(0).step());
        assertEquals(
                86_400_000,
                texts("2024-01-01 00:00", "2023-07-01 00:00").column(0).step());
        assertEquals(1_000, texts("10:15:01", "00:00:00").column(0).step());
        assertEquals(1, texts("2024-01-01").column(0).step());
    }

    @Test
    void takesWholeDoublesAsIntegers() {
        final Table table = table(ValueType.DOUBLE, null, 1., 2., 40.);

        assertEquals(ColumnKind.INTEGER, table.column(0).kind());
        assertEquals(40., table.value(0, 2));
    }

    @Test
    void countsInfinitiesAsMissingAndWarns() {
        final TableBuilder builder = builder(ValueType.DOUBLE, null, 1.5, Double.NaN, Double.POSITIVE_INFINITY);
        final Table table = builder.build();

        assertTrue(table.isMissing(0, 1) && table.isMissing(0, 2));
        assertEquals(1, builder.warnings().size());
        assertTrue(
                builder.warnings().get(0).contains("'x'")
                        && builder.warnings().get(0).contains("2 values"),
                builder.warnings().get(0));
        final TableBuilder asText = builder(ValueType.STRING, null, "1.5", "NaN", "-inf", "2");
        assertEquals(ColumnKind.DECIMAL, asText.build().column(0).kind());
        assertTrue(asText.warnings().get(0).contains("2 values"));
    }

    @Test
    void warnsOfDigitsThatADoubleLoses() {
        final TableBuilder builder = builder(
                ValueType.BIGINT,
                null,
                BigInteger.TWO.pow(60).add(BigInteger.ONE),
                BigInteger.TWO.pow(60),
                BigInteger.ONE);
        builder.build();

        assertTrue(
                builder.warnings().get(0).contains("1 value has more digits"),
                builder.warnings().toString());
    }

    @Test
    void overridesWinAndUnfitValuesAreMissing() {
        final TableBuilder builder = builder(ValueType.STRING, ColumnKind.DECIMAL, "1.5", "n/a", "", "2");
        final Table table = builder.build();

        assertEquals(ColumnKind.DECIMAL, table.column(0).kind());
        assertTrue(table.isMissing(0, 1) && table.isMissing(0, 2));
        assertEquals(2, table.numbers(0)[3]);
        assertTrue(
                builder.warnings().get(0).contains("2 values do not fit"),
                builder.warnings().toString());
        assertFalse(builder.warnings().get(0).contains("n/a"));
    }

    @Test
    void numbersForcedToBeCategoriesAreWrittenAsNumbers() {
        final Table table = table(ValueType.INT, ColumnKind.CATEGORY, 7, 8, 7, null);

        assertEquals(List.of("7", "8"), table.dictionary(0));
        assertEquals(8, table.value(0, 1));
        assertEquals(1, table(ValueType.INT, ColumnKind.BOOLEAN, 1, 0).value(0, 0));
        assertEquals("1", table(ValueType.STRING, ColumnKind.BOOLEAN, "1", "0").value(0, 0));
        assertEquals(
                LocalDate.of(2020, 1, 1),
                table(ValueType.DATE, ColumnKind.CATEGORY, LocalDate.of(2020, 1, 1))
                        .value(0, 0));
    }

    @Test
    void aForcedDateKindParsesDigits() {
        final TableBuilder builder = builder(ValueType.STRING, ColumnKind.DATE, "2020-01-31", "unknown", "2020-02-01");

        assertEquals(18_292, builder.build().numbers(0)[0]);
        assertEquals(1, builder.warnings().size());
    }

    @Test
    void warnsOfAnOverrideWithoutAColumn() {
        final TableBuilder builder =
                new TableBuilder(List.of(new Field("x", ValueType.INT)), Map.of("y", ColumnKind.CATEGORY));
        builder.add(new Object[] {1});
        builder.build();

        assertTrue(builder.warnings().get(0).contains("'y'"));
    }

    @Test
    void rowsForKnownColumnsKeepTheirKinds() {
        final Table learnt = texts("01/02/2020", "12/31/2020");
        final TableBuilder builder = TableBuilder.forColumns(learnt.columns());
        builder.add(new Object[] {"02/01/2020"});
        builder.add(new Object[] {"2020-02-01"});
        final Table scored = builder.build();

        assertEquals(learnt.column(0), scored.column(0));
        assertEquals(LocalDate.of(2020, 2, 1).toEpochDay(), scored.numbers(0)[0]);
        assertEquals(LocalDate.of(2020, 2, 1).toEpochDay(), scored.numbers(0)[1]);
        final TableBuilder categories = TableBuilder.forColumns(texts("a", "b").columns());
        categories.add(new Object[] {"never seen"});
        assertEquals("never seen", categories.build().value(0, 0));
        final TableBuilder codes = TableBuilder.forColumns(texts("a", "1").columns());
        codes.add(new Object[] {"1"});
        assertEquals("1", codes.build().value(0, 0));
    }

    @Test
    void rejectsARowOfAnotherWidth() {
        final TableBuilder builder = new TableBuilder(List.of(new Field("x", ValueType.INT)), Map.of());

        assertTrue(assertThrows(IllegalArgumentException.class, () -> builder.add(new Object[2]))
                .getMessage()
                .contains("2 values"));
    }

    @Test
    void emptyColumnsAreKept() {
        assertEquals(ColumnKind.CATEGORY, texts(null, null).column(0).kind());
        assertEquals(
                ColumnKind.INTEGER,
                table(ValueType.LONG, null, null, null).column(0).kind());
        assertEquals(
                ColumnKind.DECIMAL,
                table(ValueType.DOUBLE, null, null, null).column(0).kind());
        assertEquals(0, texts().rows());
    }

    @Test
    void rejectsAFormatThatCannotWrite() {
        final Field field = new Field("x", ValueType.STRING);

        assertThrows(IllegalArgumentException.class, () -> new Column(field, ColumnKind.DATE, 1, null));
        assertThrows(IllegalArgumentException.class, () -> new Column(field, ColumnKind.DATE, 1, "HH:mm"));
        assertThrows(IllegalArgumentException.class, () -> new Column(field, ColumnKind.DATE, 1, "not a {pattern"));
        assertThrows(IllegalArgumentException.class, () -> new Column(field, ColumnKind.DECIMAL, Double.NaN, null));
    }

    @ParameterizedTest
    @CsvSource({"1000, 200", "60, 45"})
    void mostlyUniqueTextsAreIdentifiers(final int rows, final int distinct) {
        assertEquals(
                rows == 60 ? ColumnKind.IDENTIFIER : ColumnKind.CATEGORY,
                named("x", rows, r -> "v" + r % distinct, ValueType.STRING).kind());
    }

    @Test
    void distinguishesCategoriesFromIdentifiersByRepetition() {
        assertEquals(
                ColumnKind.CATEGORY,
                named("product", 50_000, r -> "p" + r % 5_000, ValueType.STRING).kind());
        assertEquals(
                ColumnKind.IDENTIFIER,
                named("x", 10_000, r -> "p" + r % 5_000, ValueType.STRING).kind());
        // A few values that everybody has and a long tail: first names.
        final IntFunction<Object> tail = r -> r % 10 < 7 ? "common" + r % 100 : "rare" + r;
        assertEquals(
                ColumnKind.IDENTIFIER,
                named("first_name", 2_000, tail, ValueType.STRING).kind());
        final IntFunction<Object> shortTail = r -> r % 10 < 9 ? "common" + r % 100 : "rare" + r / 2;
        assertEquals(
                ColumnKind.IDENTIFIER,
                named("firstName", 2_000, shortTail, ValueType.STRING).kind());
        assertEquals(
                ColumnKind.CATEGORY,
                named("browser", 2_000, shortTail, ValueType.STRING).kind());
    }

    @Test
    void distinguishesKeysFromMeasurements() {
        assertEquals(
                ColumnKind.IDENTIFIER,
                named("x", 100, r -> 5_000 + 7 * r % 100, ValueType.INT).kind());
        assertEquals(
                ColumnKind.IDENTIFIER,
                named("account_num", 100, r -> 3L * r * r * r, ValueType.LONG).kind());
        assertEquals(
                ColumnKind.IDENTIFIER,
                named("customerId", 20, r -> r * r, ValueType.INT).kind());
        assertEquals(
                ColumnKind.IDENTIFIER, named("n", 20, r -> r + 1, ValueType.INT).kind());
        assertEquals(
                ColumnKind.IDENTIFIER,
                named("reference", 100, r -> 87_462_024_688L + 1_000_003L * r * r, ValueType.LONG)
                        .kind());
        assertEquals(
                ColumnKind.IDENTIFIER,
                named("postal_code", 100, r -> Integer.toString(10_000 + r * r), ValueType.STRING)
                        .kind());
        assertEquals(
                ColumnKind.INTEGER,
                named("amount", 100, r -> r * r, ValueType.INT).kind());
        assertEquals(
                ColumnKind.INTEGER, named("n", 20, r -> 20 - r, ValueType.INT).kind());
        assertEquals(
                ColumnKind.TIMESTAMP,
                named("seen", 100, r -> 1_700_000_000L + 997L * r * r, ValueType.LONG)
                        .kind());
        assertEquals(
                ColumnKind.INTEGER,
                named("region_id", 100, r -> r % 10, ValueType.INT).kind());
        assertEquals(
                ColumnKind.DECIMAL,
                named("id", 100, r -> r + .5, ValueType.DOUBLE).kind());
    }
}
