// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double DAY = 86_400_000;

    private static Column column(final ValueType type, final ColumnKind kind, final String format) {
        return new Column(new Field("x", type), kind, 0, format);
    }

    private static List<Term> terms(final Column column, final String text) throws SamplingException {
        return ConditionReader.read(new Condition("x", text), List.of(column)).terms();
    }

    private static Term.Range range(
            final double lower, final boolean lowerOpen, final double upper, final boolean upperOpen) {
        return new Term.Range(lower, lowerOpen, upper, upperOpen);
    }

    private static Term.Range just(final double value) {
        return range(value, false, value, false);
    }

    @Test
    void aListIsCutAtCommasOutsideQuotes() {
        assertEquals(
                List.of("gold", "Smith, John", "say \"no\"", "a b"),
                new Condition("x", " gold ,\"Smith, John\", \"say \"\"no\"\"\" , a b").terms());
        assertEquals(Arrays.asList("gold", null), new Condition("x", "gold, null").terms());
        assertEquals(Collections.singletonList(null), new Condition("x", "NULL").terms());
        assertEquals(List.of("null"), new Condition("x", "\"null\"").terms());
        assertEquals("x: gold, silver", new Condition("x", "  gold, silver\n").toString());
    }

    @Test
    void notTurnsAllTermsRound() {
        final Condition none = new Condition("x", "Not gold, silver");
        assertTrue(none.isNegated());
        assertEquals(List.of("gold", "silver"), none.terms());
        assertEquals(Collections.singletonList(null), new Condition("x", "not null").terms());
        assertEquals(List.of("not gold"), new Condition("x", "\"not gold\"").terms());
        assertFalse(new Condition("x", "notable").isNegated());
        assertEquals(List.of("not"), new Condition("x", "not ").terms());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\"gold", "\"gold\"x"})
    void whatCannotBeCutIsRefused(final String text) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Condition("x", text))
                .getMessage()
                .contains("column 'x'"));
    }

    @Test
    void numbersAreValuesOrRangesOpenAndClosed() throws SamplingException {
        final Column whole = column(ValueType.INT, ColumnKind.INTEGER, null);
        assertEquals(List.of(just(18), just(-3.5), new Term.Missing()), terms(whole, "18, -3.5, null"));
        assertEquals(List.of(range(18, false, INFINITY, false)), terms(whole, ">= 18"));
        assertEquals(List.of(range(18, true, INFINITY, false)), terms(whole, ">18"));
        assertEquals(List.of(range(-INFINITY, false, 18, false)), terms(whole, "<=18"));
        assertEquals(List.of(range(-INFINITY, false, 18, true)), terms(whole, "< 18"));
        assertEquals(List.of(just(18)), terms(whole, "= 18"));
        assertEquals(
                List.of(range(18, false, 65, false), range(80, false, INFINITY, false)), terms(whole, "18..65, 80.."));
        assertEquals(List.of(range(18, false, 65, true)), terms(whole, "[18 .. 65)"));
        assertEquals(List.of(range(-5, true, -1, false)), terms(whole, "(-5..-1]"));
        assertEquals(
                List.of(range(-INFINITY, false, .5, false)),
                terms(column(ValueType.STRING, ColumnKind.DECIMAL, "0.00"), "...5"));
    }

    @Test
    void daysAreReadAsTheColumnWritesThemOrByIso() throws SamplingException {
        final Column day = column(ValueType.STRING, ColumnKind.DATE, "dd.MM.uuuu");
        assertEquals(List.of(just(18_262)), terms(day, "01.01.2020"));
        assertEquals(List.of(range(18_262, false, 18_263, true)), terms(day, "[2020-01-01..02.01.2020)"));
        assertEquals(
                List.of(range(18_262, true, INFINITY, false)),
                terms(column(ValueType.DATE, ColumnKind.DATE, null), "> 2020-01-01"));
    }

    @Test
    void timesMayLackTheirSeconds() throws SamplingException {
        final double half = 8.5 * 3_600_000;
        assertEquals(
                List.of(range(half, false, half + 1_000, false)),
                terms(column(ValueType.TIME, ColumnKind.TIME, null), "08:30..08:30:01"));
        assertEquals(List.of(just(half)), terms(column(ValueType.STRING, ColumnKind.TIME, "h:mm a"), "8:30 AM"));
    }

    @Test
    void aDayInAColumnOfPointsInTimeIsTheWholeDay() throws SamplingException {
        final Column moment = column(ValueType.TIMESTAMP, ColumnKind.TIMESTAMP, null);
        final double day = 18_262 * DAY;
        assertEquals(List.of(range(day, false, day + DAY, true)), terms(moment, "2020-01-01"));
        assertEquals(List.of(range(day + DAY, false, INFINITY, false)), terms(moment, "> 2020-01-01"));
        assertEquals(List.of(range(day, false, INFINITY, false)), terms(moment, ">= 2020-01-01"));
        assertEquals(List.of(range(day, false, day + 2 * DAY, true)), terms(moment, "2020-01-01..2020-01-02"));
        assertEquals(List.of(range(day, false, day + DAY, true)), terms(moment, "[2020-01-01..2020-01-02)"));
        assertEquals(List.of(just(day + DAY / 2)), terms(moment, "2020-01-01 12:00"));
        assertEquals(
                List.of(just(day + DAY / 2)),
                terms(column(ValueType.LONG, ColumnKind.TIMESTAMP, null), "2020-01-01T12:00:00"));
    }

    @Test
    void categoriesAreTextsWhateverTheyLookLike() throws SamplingException {
        final Column category = column(ValueType.STRING, ColumnKind.CATEGORY, null);
        assertEquals(
                List.of(new Term.Text(">50K"), new Term.Text("18..65"), new Term.Text("007")),
                terms(category, ">50K, 18..65, 007"));
        assertEquals(List.of(new Term.Text("3")), terms(column(ValueType.INT, ColumnKind.CATEGORY, null), "3"));
    }

    @Test
    void booleansAreReadInTheirOwnSpelling() throws SamplingException {
        assertEquals(List.of(new Term.Text("true")), terms(column(ValueType.STRING, ColumnKind.BOOLEAN, "N|Y"), "y"));
        assertEquals(
                List.of(new Term.Text("false")), terms(column(ValueType.BOOLEAN, ColumnKind.BOOLEAN, null), "FALSE"));
        assertEquals(List.of(new Term.Text("true")), terms(column(ValueType.INT, ColumnKind.BOOLEAN, null), "true"));
    }

    @ParameterizedTest
    @CsvSource({
        "INT,INTEGER,gold",
        "INT,INTEGER,>",
        "INT,INTEGER,..",
        "INT,INTEGER,[1..2",
        "INT,INTEGER,65..18",
        "DATE,DATE,2020-02-30",
        "TIME,TIME,25:00",
        "TIMESTAMP,TIMESTAMP,yesterday",
        "BOOLEAN,BOOLEAN,maybe"
    })
    void whatIsNoValueOfTheKindIsRefusedWithAnExample(final ValueType type, final ColumnKind kind, final String text) {
        final String message = assertThrows(SamplingException.class, () -> terms(column(type, kind, null), text))
                .getMessage();
        assertTrue(message.contains("'" + text + "' on column 'x'"), message);
    }

    @Test
    void aColumnThatTheModelLacksIsRefusedWithThoseThatItHas() {
        final String message = assertThrows(
                        SamplingException.class,
                        () -> ConditionReader.read(
                                new Condition("y", "1"), List.of(column(ValueType.INT, ColumnKind.INTEGER, null))))
                .getMessage();
        assertTrue(message.contains("'y'") && message.endsWith("It has: x"), message);
    }
}
