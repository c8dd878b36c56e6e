// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.ValueType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    /** 0 and 1 numbers, 2 and 3 dates, 4 a timestamp, 5 a time of day, 6 a boolean, 7 a text, 8 a missing number. */
    private static final List<Column> COLUMNS = List.of(
            column("x", ColumnKind.DECIMAL),
            column("y", ColumnKind.INTEGER),
            column("born", ColumnKind.DATE),
            column("seen", ColumnKind.DATE),
            column("at", ColumnKind.TIMESTAMP),
            column("clock", ColumnKind.TIME),
            column("flag", ColumnKind.BOOLEAN),
            column("word", ColumnKind.CATEGORY),
            column("gap", ColumnKind.INTEGER));

    private static final double[] VALUES = {
        2.5,
        -4,
        LocalDate.of(2000, 2, 29).toEpochDay(),
        LocalDate.of(2023, 1, 1).toEpochDay(),
        LocalDateTime.of(2024, 12, 30, 23, 59, 58, 750_000_000)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli(),
        ((10 * 60) + 30) * 60_000,
        1,
        Double.NaN,
        Double.NaN
    };

    private static Column column(final String name, final ColumnKind kind) {
        final ValueType type = switch (kind) {
            case DATE -> ValueType.DATE;
            case TIME -> ValueType.TIME;
            case TIMESTAMP -> ValueType.TIMESTAMP;
            case BOOLEAN -> ValueType.BOOLEAN;
            case CATEGORY -> ValueType.STRING;
            default -> ValueType.DOUBLE;
        };
        return new Column(new Field(name, type), kind, 0, null);
    }

    private static Compiled compile(final String text, final TimeUnits unit) {
        final Tokens tokens = new Tokens(text);
        final Expression expression = ExpressionParser.parse(
                tokens, name -> COLUMNS.stream().map(Column::name).toList().indexOf(name));
        assertTrue(tokens.isAtEnd(), text);
        assertEquals(expression, Expression.ofJson(expression.json()), text);
        return expression.compile(new Scope(COLUMNS, c -> r -> VALUES[c], unit, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x + y * 2 | -5.5",
                "(x + y) * 2 | -3",
                "x - y - 1 | 5.5",
                "x - (y - 1) | 7.5",
                "10 / 4 / 5 | 0.5",
                "x ^ 2 | 6.25",
                "y ^ -1 | -0.25",
                "-1 * x | -2.5",
                "1e-3*x | 0.0025",
                "x / (y + 4) | NaN",
                "x + gap | NaN",
                "flag + 1 | 2",
                "year(born) | 2000",
                "quarter(at) | 4",
                "month(born) | 2",
                "week(at) | 1",
                "weekyear(at) | 2025",
                "day(born) | 29",
                "dayofyear(at) | 365",
                "weekday(seen) | 7",
                "weekday(at) | 1",
                "hour(at) | 23",
                "minute(clock) | 30",
                "second(at) | 58",
                "years(born, seen) | 22",
                "years(born, 2024-02-28) | 23",
                "years(born, 2024-02-29) | 24",
                "months(born, 2000-04-28) | 1",
                "bands(x, 1, 2.5, 3) | 2",
                "bands(seen, 2000-01-01, 2024-01-01) | 1",
                "min(x, y, 1) | -4",
                "max(x, gap) | NaN",
                "abs(y) | 4",
                "seen - born in days | 8342",
                "(seen - born) / 365 in days | 22.854794520547944",
                "at - seen in hours | 17519.999652777777",
            })
    void valuesAreKnown(final String text, final double expected) {
        final String[] parts = text.split(" in ");
        final Compiled compiled = compile(parts[0], parts.length > 1 ? TimeUnits.ofText(parts[1]) : null);
        assertEquals(Quantity.NUMBER, compiled.quantity());
        assertEquals(expected, compiled.value().applyAsDouble(0), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "date(at), 2024-12-30",
        "weekstart(seen), 2022-12-26",
        "monthstart(born), 2000-02-01",
        "monthend(born), 2000-02-29",
        "quarterstart(at), 2024-10-01",
        "yearstart(at), 2024-01-01",
        "born + 1, 2000-03-01",
        "seen - 30, 2022-12-02",
    })
    void daysAreKnown(final String text, final LocalDate expected) {
        final Compiled compiled = compile(text, null);
        assertEquals(Quantity.DATE, compiled.quantity());
        assertEquals(expected, LocalDate.ofEpochDay((long) compiled.value().applyAsDouble(0)));
    }

    @Test
    void timesAreKnown() {
        final Compiled clock = compile("time(at)", null);
        assertEquals(Quantity.TIME, clock.quantity());
        assertEquals(86_398_750, clock.value().applyAsDouble(0));
        final Compiled moment = compile("seen + clock", null);
        assertEquals(Quantity.TIMESTAMP, moment.quantity());
        assertEquals(VALUES[3] * 86_400_000 + VALUES[5], moment.value().applyAsDouble(0));
        assertEquals(
                VALUES[4] + 90 * 60_000,
                compile("at + 90", TimeUnits.MINUTES).value().applyAsDouble(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "born + seen",
                "born * 2",
                "year(x)",
                "hour(born)",
                "word + 1",
                "year(born, seen)",
                "bands(x)",
                "bands(born, 3)",
                "x - born",
                "clock - at",
                "years(born)",
            })
    void whatMakesNoSenseIsRefused(final String text) {
        assertThrows(IllegalArgumentException.class, () -> compile(text, null));
    }

    @Test
    void sizeAndDepthAreBounded() {
        for (final String bad : List.of(
                "(".repeat(21) + "#0" + ")".repeat(21),
                "abs(".repeat(21) + "#0" + ")".repeat(21),
                "#0" + " + #0".repeat(150),
                "#0" + " + #0".repeat(100_000),
                "#0 ^ 5",
                "#0 ^ #1",
                "#0 ^ (1 + 1)",
                "1e999",
                "#12345678",
                "name",
                "\"\"",
                "",
                "system(#0)",
                "2023-02-30")) {
            assertThrows(IllegalArgumentException.class, () -> Expression.ofJson(bad), bad);
        }
    }

    @Test
    void jsonIsTheText() throws Exception {
        final ObjectMapper json = new ObjectMapper();
        final Expression expression = Expression.ofJson("2 * (#0 - #1) / 2024-01-01");
        assertEquals("\"2 * (#0 - #1) / 2024-01-01\"", json.writeValueAsString(expression));
        assertEquals(expression, json.readValue(json.writeValueAsString(expression), Expression.class));
    }

    @Test
    void roundingSeesThroughBinaryFractions() {
        assertEquals(1.01, Rounding.HALF_UP.round(1.005, .01));
        assertEquals(-1.01, Rounding.HALF_UP.round(-1.005, .01));
        assertEquals(1, Rounding.HALF_EVEN.round(1.005, .01));
        assertEquals(1.02, Rounding.HALF_EVEN.round(1.015, .01));
        assertEquals(.3, Rounding.DOWN.round(.1 + .2, .1));
        assertEquals(.3, Rounding.UP.round(.1 + .2, .1));
        assertEquals(1_700_950_873, Rounding.DOWN.round(1_700_950_873_999. / 1_000, 1));
        assertEquals(-3, Rounding.DOWN.round(-2.5, 1));
        assertEquals(40, Rounding.DOWN.round(49, 10));
        assertEquals(2.345, Rounding.UP.round(2.345, 0));
    }
}
