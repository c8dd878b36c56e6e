// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.IdentifierEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class NamePatternTest {
    private static final Person JANE = new Person("Jané", "O'Doe", 'Q');
    private static final String[] GIVEN = {"Anna", "Peter", "Julia", "Hans", "Ute", "Jürgen", "Klaus", "Monika"};
    private static final String[] FAMILY = {"Schmidt", "Müller", "Weber", "Groß", "Fischer", "Wagner", "Becker"};

    private static String made(final String pattern, final boolean ascii) {
        return new NamePattern(pattern).make(JANE, ascii, new Random(3));
    }

    @Test
    void generatesFromNames() {
        assertEquals("O'Doe, Jané Q.", made("{family}, {given} {m}.", false));
        assertEquals("jane.odoe", made("{given}.{family}", true));
        assertEquals("jo", made("{g}{f}", true));
        assertTrue(made("{f}_{given}{#3}", true).matches("o_jane\\d{3}"));
        assertTrue(new NamePattern("{g}{family}")
                .make(new Person("一男", "佐藤", 'A'), true, new Random(1))
                .matches("[a-z]{5,10}"));
    }

    @Test
    void matchesWhatItGenerates() {
        assertTrue(new NamePattern("{given} {m}. {family}").fits("JANE X. DOE", "Jane", "Doe"));
        assertTrue(new NamePattern("{g}{family}{#2}").fits("jdoe85", "jane", "doe"));
        assertFalse(new NamePattern("{g}{family}{#2}").fits("jdoe8", "jane", "doe"));
        assertFalse(new NamePattern("{given}.{family}").fits("jane.doe.", "jane", "doe"));
        assertFalse(new NamePattern("{given}").fits("", "", ""));
    }

    @Test
    void invalidPatternsAreRejected() {
        for (final String text : new String[] {
            "",
            "jane",
            "{given",
            "{given}}",
            "{}",
            "{#0}",
            "{#10}",
            "{#",
            "{x}",
            " ",
            "{given}x",
            "{given} (.*)*",
            "{given}".repeat(9)
        }) {
            assertThrows(IllegalArgumentException.class, () -> new NamePattern(text), text);
        }
    }

    private static IdentifierFormat learnt(
            final String column, final SemanticType meaning, final boolean withNames, final IntFunction<String[]> row) {
        final List<Field> fields = withNames
                ? List.of(
                        new Field("vorname", ValueType.STRING),
                        new Field("nachname", ValueType.STRING),
                        new Field(column, ValueType.STRING))
                : List.of(new Field(column, ValueType.STRING));
        final TableBuilder builder = new TableBuilder(fields, Map.of(), Map.of(column, meaning));
        for (int r = 0; r < 500; r++) {
            final String[] values = row.apply(r);
            builder.add(withNames ? values : new Object[] {values[2]});
        }
        final Table table = builder.build();
        final int last = fields.size() - 1;
        assertEquals(ColumnKind.IDENTIFIER, table.column(last).kind());
        return ((IdentifierEncoding)
                        EncoderFitter.fit(table, Set.of()).encodings().get(last))
                .format();
    }

    private static List<String> patterns(final IdentifierFormat format) {
        return format.patterns().stream().map(IdentifierFormat.Pattern::text).toList();
    }

    private static String[] row(final int r, final String whole) {
        final String given = GIVEN[r % GIVEN.length];
        final String family = FAMILY[r / 3 % FAMILY.length];
        return new String[] {
            given,
            family,
            whole.replace("G", given)
                    .replace("F", family)
                    .replace("g", Ascii.fold(given))
                    .replace("f", Ascii.fold(family))
                    .replace("i", Ascii.fold(given).substring(0, 1))
        };
    }

    @Test
    void learnsPatternsOfMailAndUserNamesFromNames() {
        assertEquals(
                List.of("{given}.{family}"),
                patterns(learnt("mail", SemanticType.EMAIL, true, r -> row(r, "g.f@x.test"))));
        assertEquals(
                List.of("{family}_{g}"), patterns(learnt("login", SemanticType.USER_NAME, true, r -> row(r, "f_i"))));
        assertEquals(
                List.of("{given}-{family}", "{g}{family}{#2}"),
                patterns(learnt(
                        "mail",
                        SemanticType.EMAIL,
                        true,
                        r -> row(r, r % 3 == 0 ? "g-f@x.test" : "if" + (10 + r % 80) + "@x.test"))));
        assertEquals(
                List.of("{given} {m}. {family}"),
                patterns(learnt(
                        "kunde", SemanticType.FULL_NAME, true, r -> row(r, "G " + (char) ('N' + r % 10) + ". F"))));
    }

    @Test
    void learnsPatternsFromTheFormWithoutNames() {
        assertEquals(
                List.of("{given}.{family}"),
                patterns(learnt("mail", SemanticType.EMAIL, false, r -> row(r, "g.f@x.test"))));
        assertEquals(
                List.of("{family}, {given}"),
                patterns(learnt("kunde", SemanticType.FULL_NAME, false, r -> row(r, "F, G"))));
        assertEquals(
                List.of("{family} {given}"),
                patterns(learnt("kunde", SemanticType.FULL_NAME, false, r -> row(r, "F G"))));
        assertEquals(
                List.of("{given} {family}"),
                patterns(learnt("kunde", SemanticType.FULL_NAME, false, r -> row(r, "G F"))));
    }

    @Test
    void mailFollowsTheOrderOfFullNames() {
        final Table table = TestTable.of(ValueType.STRING, "kunde", "mail")
                .meaning("kunde", SemanticType.FULL_NAME)
                .rows(500, r -> new Object[] {row(r, "F G")[2], row(r, "f.i@x.test")[2]});
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        assertEquals(
                List.of("{family}.{g}"),
                patterns(((IdentifierEncoding) encoder.encodings().get(1)).format()));
    }

    @Test
    void usesTheNamesLocaleAndCase() {
        final IdentifierFormat german = learnt("kunde", SemanticType.FULL_NAME, false, r -> row(r, "G F"));
        assertEquals("de", german.locale());
        assertEquals(LetterCase.TITLE, german.letterCase());
        final IdentifierFormat shouted = learnt("kunde", SemanticType.FULL_NAME, false, r ->
                new String[] {"", "", row(r, "G F")[2].toUpperCase(java.util.Locale.ROOT)});
        assertEquals(LetterCase.UPPER, shouted.letterCase());
        assertEquals(
                "ru",
                learnt("имя", SemanticType.FULL_NAME, false, r ->
                                new String[] {"", "", "Мыфвап Цукенов" + (char) ('а' + r % 20)})
                        .locale());
        assertEquals(
                "en",
                learnt("name", SemanticType.FULL_NAME, false, r ->
                                new String[] {"", "", "Xqzt Wvbn" + (char) ('a' + r % 20)})
                        .locale());
    }
}
