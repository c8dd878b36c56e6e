// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What is said of columns before they are learnt, without a value of a row. */
class ColumnVerdictTest {
    private static final List<String> GIVEN = List.of(
            "Anna", "James", "Maria", "Peter", "Laura", "Robert", "Julia", "Michael", "Sarah", "Thomas", "David",
            "Emma");
    private static final List<String> FAMILY =
            List.of("Smith", "Johnson", "Miller", "Davis", "Wilson", "Moore", "Taylor", "Anderson");

    private static TableBuilder builder(final String name, final int rows, final IntFunction<Object> values) {
        return builder(name, ValueType.STRING, null, rows, values);
    }

    private static TableBuilder builder(
            final String name,
            final ValueType type,
            final ColumnKind kind,
            final int rows,
            final IntFunction<Object> values) {
        final TableBuilder builder =
                new TableBuilder(List.of(new Field(name, type)), kind == null ? Map.of() : Map.of(name, kind));
        for (int r = 0; r < rows; r++) {
            builder.add(new Object[] {values.apply(r)});
        }
        builder.build();
        return builder;
    }

    private static ColumnVerdict verdict(final TableBuilder builder) {
        assertEquals(1, builder.verdicts().size());
        return builder.verdicts().getFirst();
    }

    private static String onlyWarning(final TableBuilder builder) {
        assertEquals(1, builder.warnings().size(), builder.warnings()::toString);
        return builder.warnings().getFirst();
    }

    @Test
    void anOrdinaryColumnHasAVerdictAndNoWarning() {
        final TableBuilder builder = builder("price", 300, r -> String.format(Locale.ROOT, "%.2f", 3 + r * .37));

        assertEquals("decimal; written like 1234.50", verdict(builder).sentence());
        assertEquals(List.of(), builder.warnings());
        assertTrue(verdict(builder).learnt());
        assertEquals(
                "category",
                verdict(builder(
                                "colour",
                                300,
                                r -> List.of("Black", "White", "Green", "Brown", "Gray")
                                        .get(r % 5)))
                        .sentence());
    }

    @Test
    void anIdentifierIsMadeAnew() {
        final TableBuilder builder = builder("id", 300, r -> "X-" + 7 * r + "-q");

        assertFalse(verdict(builder).learnt());
        assertEquals(
                "identifier, not learnt: made anew in its shape",
                verdict(builder).sentence());
        assertEquals(List.of(), builder.warnings());
        assertEquals(
                "Made anew in their shape, not learnt: id",
                ColumnVerdicts.madeAnew(builder.verdicts()).orElseThrow());
        assertTrue(ColumnVerdicts.madeAnew(List.of()).isEmpty());
    }

    /** A remark in letters, which differs from row to row. */
    private static String remark(final int row) {
        return "remark " + (char) ('a' + row % 26) + (char) ('a' + row / 26);
    }

    @Test
    void numbersThatAreTakenForAnIdentifierAreWarnedOf() {
        final TableBuilder builder =
                builder("amount", 400, r -> r % 10 == 0 ? remark(r) : "$" + r * 13 + "." + (10 + r % 90));

        assertFalse(verdict(builder).learnt());
        final String warning = onlyWarning(builder);
        assertTrue(warning.contains("'amount'") && warning.contains("90 % of the values look like numbers"), warning);
        assertTrue(warning.contains("not learnt") && warning.contains("column:amount to decimal"), warning);
        assertFalse(warning.contains("remark") || warning.contains("$"), warning);
    }

    @Test
    void datesThatAreNotLearntAreWarnedOf() {
        final TableBuilder builder =
                builder("seen", 400, r -> r % 4 == 0 ? remark(r) : "%d March %d".formatted(1 + r % 28, 1990 + r / 15));

        final String warning = onlyWarning(builder);
        assertTrue(warning.contains("75 % of the values look like dates or times"), warning);
        assertTrue(warning.contains("column:seen to date, time or timestamp"), warning);
        assertEquals(
                List.of(),
                builder("seen", 400, r -> r % 3 > 0 ? remark(r) : "%d March %d".formatted(1 + r % 28, 1990 + r / 15))
                        .warnings(),
                "most are none");
    }

    @Test
    void aCategoryOfManyNumbersIsWarnedOf() {
        final TableBuilder builder =
                builder("size", 600, r -> r % 3 == 0 ? "one size" : (30 + r % 30) + (r % 2 == 0 ? " cm" : " \""));

        assertEquals(ColumnKind.CATEGORY, verdict(builder).kind());
        final String warning = onlyWarning(builder);
        assertTrue(warning.contains("67 % of the values look like numbers"), warning);
        assertTrue(warning.contains("no new values"), warning);
        assertEquals(
                List.of(),
                builder("stars", 600, r -> r % 6 == 0 ? "none" : r % 6 + " *").warnings(),
                "five different numbers lose nothing as categories");
    }

    @Test
    void keysAndCodesAreNoNumbers() {
        assertEquals(
                List.of(),
                builder("customer_id", 400, r -> r % 9 == 0 ? "x" + r : 5000 + r)
                        .warnings());
        assertEquals(
                List.of(),
                builder("zip", 400, r -> String.format("%05d", r * 13 % 9973)).warnings());
        assertEquals(
                List.of(),
                builder("dept", 400, r -> r % 50 == 0 ? "head office" : String.format("%03d", r * 7 % 300))
                        .warnings(),
                "numbers with leading zeros make codes of the others");
        assertEquals(
                List.of(),
                builder("plate", 400, r -> r * 17 % 999 + "" + (char) ('A' + r % 26) + (char) ('A' + r / 20))
                        .warnings());
        assertEquals(
                List.of(),
                builder("ref", 400, r -> "AB-%d-%d".formatted(r * 37, 2000 + r % 30))
                        .warnings());
    }

    @Test
    void aKindThatTheUserSetIsNotQuestioned() {
        assertEquals(
                List.of(),
                builder("amount", ValueType.STRING, ColumnKind.IDENTIFIER, 400, r -> "$" + r + " ca")
                        .warnings());
        assertEquals(
                List.of(),
                builder("rep", ValueType.STRING, ColumnKind.CATEGORY, 400, r -> name(r % 20))
                        .warnings());
    }

    private static String name(final int number) {
        return GIVEN.get(number % GIVEN.size()) + " " + FAMILY.get(number % FAMILY.size());
    }

    @Test
    void namesOfPersonsAmongCategoriesAreWarnedOf() {
        final TableBuilder builder = builder("sales_rep", 4_000, r -> name(r % 24));

        assertEquals(ColumnKind.CATEGORY, verdict(builder).kind());
        assertEquals(SemanticType.FULL_NAME, verdict(builder).personal());
        final String warning = onlyWarning(builder);
        assertTrue(warning.contains("names of persons") && warning.contains("real ones will appear"), warning);
        assertTrue(warning.contains("column:sales_rep to 'full name'"), warning);
        for (int i = 0; i < 24; i++) {
            assertFalse(warning.contains(name(i)), warning);
        }
        assertEquals(
                SemanticType.FULL_NAME,
                verdict(builder("handled by", 4_000, r -> FAMILY.get(r % 8) + ", " + GIVEN.get(r % 8)))
                        .personal());
        assertEquals(
                SemanticType.GIVEN_NAME,
                verdict(builder("agent", 400, r -> GIVEN.get(r % 12))).personal());
        assertEquals(
                SemanticType.FAMILY_NAME,
                verdict(builder("doctor", 400, r -> FAMILY.get(r % 8))).personal());
    }

    @Test
    void placesColoursAndMonthsAreNoPersons() {
        final Map<String, List<String>> columns = Map.of(
                "city", List.of("San Diego", "San Jose", "San Antonio", "Santa Monica", "Santa Barbara"),
                "office",
                        List.of("New York", "San Francisco", "Los Angeles", "St. Louis", "New Orleans", "Kansas City"),
                "colour", List.of("Black", "White", "Green", "Brown", "Gray"),
                "month", List.of("January", "February", "March", "April", "May", "June", "July", "August"),
                "marital", List.of("Married", "Divorced", "Never married", "Widowed", "Separated"),
                "job", List.of("Exec managerial", "Craft repair", "Tech support", "Protective serv", "Sales"),
                "brand", List.of("Ford", "Toyota", "Mercedes", "Volkswagen", "Kia"));
        columns.forEach((name, values) -> assertNull(
                verdict(builder(name, 400, r -> values.get(r % values.size()))).personal(), name));
    }

    @Test
    void addressesAndAccountsAmongCategoriesAreWarnedOf() {
        final List<String> mails = List.of("anna@firm.com", "info@shop.org", "x.y@z.net", "b@c.de");
        assertEquals(
                SemanticType.EMAIL,
                verdict(builder("contact", 400, r -> mails.get(r % 4))).personal());
        final List<String> phones = List.of("+49 30 1234567", "(212) 555-0143", "030/7654321 0", "+1 415 555 0100");
        assertEquals(
                SemanticType.PHONE,
                verdict(builder("branch", 400, r -> phones.get(r % 4))).personal());
        final String warning = onlyWarning(builder("contact", 400, r -> mails.get(r % 4)));
        assertTrue(warning.contains("e-mail addresses") && warning.contains("'email'"), warning);
        assertFalse(warning.contains("@"), warning);
    }

    @Test
    void whatCountsAsMissingIsSaidWithItsShare() {
        final TableBuilder builder =
                builder("x", ValueType.STRING, ColumnKind.INTEGER, 200, r -> r % 50 == 0 ? "secret" : "" + r);

        assertEquals(
                "integer; 4 values count as missing (2.0 % fit nothing)",
                verdict(builder).sentence());
        assertTrue(onlyWarning(builder).contains("4 values do not fit"), builder.warnings()::toString);
    }

    @Test
    void formsAndWordsAreSaid() {
        final ColumnVerdict verdict = ColumnVerdict.of(
                        new Column(new Field("x", ValueType.STRING), ColumnKind.DECIMAL, .01, "0.00"))
                .withForms(List.of("1,234.56", "$1,234.56"), List.of("N/A", "-"));

        assertEquals("decimal; written like 1,234.56 or $1,234.56; with the words 'N/A', '-'", verdict.sentence());
    }

    @Test
    void examplesOfMillionsAreNotZero() {
        final ColumnVerdict verdict = ColumnVerdict.of(
                new Column(new Field("x", ValueType.STRING), ColumnKind.DECIMAL, 0, "0.0*1000000\"M\""));

        assertEquals("decimal; written like 1234.5M", verdict.sentence());
    }

    @Test
    void linesAreBoundedAndWarningsComeFirst() {
        final List<ColumnVerdict> verdicts = List.of(
                verdict(builder("a", 60, r -> "" + r % 7)),
                verdict(builder("b", 60, r -> "" + r % 7)),
                verdict(builder("rep", 400, r -> name(r % 20))));

        assertEquals(
                List.of("rep: category; seems to hold names of persons", "and 2 more columns"),
                ColumnVerdicts.lines(verdicts, 1));
        assertEquals(3, ColumnVerdicts.lines(verdicts, 3).size());
    }

    @Test
    void aFileCannotHoldAVerdictWithoutBounds() {
        final ColumnVerdict.Counts none = new ColumnVerdict.Counts(0, 0, 0, 0, 0, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> new ColumnVerdict.Counts(1, 2, 0, 0, 0, 0, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ColumnVerdict("x", ColumnKind.DATE, null, List.of(), List.of(), none, Double.NaN, 0, null));
        final ColumnVerdict cut = new ColumnVerdict(
                "x",
                ColumnKind.DATE,
                null,
                List.of("f".repeat(1_000)),
                Collections.nCopies(1_000, "w"),
                none,
                0,
                0,
                null);
        assertEquals(200, cut.forms().getFirst().length());
        assertEquals(10, cut.words().size());
    }
}
