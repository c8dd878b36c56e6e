// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatternGeneratorTest {
    private static final String[] FIRST = {
        "Al", "Bo", "Carla", "Dmitri", "Élise", "Farouk", "Giselle", "Hana", "Ivo", "Jo"
    };
    private static final String[] LAST = {
        "Lee", "O'Brien", "McDonald", "Smith", "Kowalski", "Ng", "Papadopoulos", "Kim", "Ito", "Baker"
    };
    private static final String[] STREETS = {"Road", "Street", "Drive", "Lane"};

    /** Makes 5,000 values, of which none may be real, and gives them back. */
    private static List<String> made(final IntFunction<Object> value) {
        final Table table = Tables.identifier(ValueType.STRING, 2_000, value);
        final PatternGenerator pattern = PatternGenerator.fit(table, 0);
        final Random random = new Random(7);
        final List<String> made =
                IntStream.range(0, 5_000).mapToObj(r -> pattern.next(random, r)).toList();
        final Set<String> copied = new HashSet<>(made);
        copied.retainAll(table.dictionary(0));
        assertEquals(Set.of(), copied);
        return made;
    }

    private static void allMatch(final String pattern, final List<String> made) {
        for (final String text : made) {
            assertTrue(text.matches(pattern), text);
        }
        assertTrue(new HashSet<>(made).size() > made.size() / 2, "made few different values");
    }

    @Test
    void sequencesContinue() {
        assertEquals("2001", made(r -> r + 1).get(0));
        assertEquals("2005", made(r -> 2_000 - r).get(4));
        assertEquals("CUST-002000", made(r -> "CUST-%06d".formatted(r)).get(0));
        final Table tens = Tables.identifier(ValueType.INT, 100, r -> 1_000 + 10 * r);
        assertEquals("2010", PatternGenerator.fit(tens, 0).next(new Random(1), 1));
    }

    @Test
    void phonesKeepTheirFormat() {
        final Random random = new Random(1);
        allMatch(
                "[1-9]\\d\\d-556-\\d{4}",
                made(r -> "%d-555-%04d".formatted(200 + random.nextInt(800), random.nextInt(10_000))));
    }

    @Test
    void namesBecomeOtherWords() {
        final Random random = new Random(2);
        final List<String> made =
                made(r -> FIRST[random.nextInt(10)] + (char) ('a' + random.nextInt(26)) + (r % 10 == 0 ? "" : "el"));

        allMatch("\\p{Lu}\\p{Ll}{2,11}", made);
    }

    @Test
    void shortNamesGrow() {
        final List<String> made =
                made(r -> (char) ('A' + r % 26) + (r % 5 == 0 ? "nja" : "") + (char) ('a' + r / 26 % 26));

        allMatch("[A-Z][a-z]{4}", made);
    }

    @Test
    void fullNamesAndAddressesKeepTheirParts() {
        final Random random = new Random(3);
        allMatch(
                "[\\p{L}' ]+",
                made(r -> FIRST[random.nextInt(10)] + random.nextInt('a', 'z') % 7 + " " + LAST[random.nextInt(10)])
                        .stream()
                        .map(text -> text.replaceAll("\\d", ""))
                        .toList());
        final List<String> addresses = made(r -> "%d %s%c%c %s"
                .formatted(
                        1 + random.nextInt(9_999),
                        LAST[random.nextInt(10)],
                        'a' + random.nextInt(26),
                        'a' + random.nextInt(26),
                        STREETS[random.nextInt(4)]));
        allMatch("\\d{1,4} [\\p{L}']+ (Road|Street|Drive|Lane)", addresses);
    }

    @Test
    void commonFirstNamesAreNotCopied() {
        final List<String> made = made(r -> r % 2 == 0 ? "Smith" : "Sm" + r);

        assertFalse(made.contains("Smith"));
    }

    @Test
    void shortHexadecimalCodesStayHexadecimal() {
        final Random random = new Random(5);
        allMatch("#[0-9a-f]{8}", made(r -> "#%08x".formatted(random.nextInt())));
    }

    @Test
    void uuidsStayHexadecimal() {
        final Random random = new Random(4);
        allMatch(
                "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
                made(r -> new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong()).toString()));
    }

    @Test
    void mailAddressesAndFreeTextHaveWords() {
        final Random random = new Random(5);
        allMatch(
                "[a-z]+\\.[a-z]+@[a-z]+\\.(com|org)",
                made(r -> "%s%c%c.%s@mail%c.%s"
                        .formatted(
                                FIRST[random.nextInt(4)].toLowerCase(Locale.ROOT),
                                'a' + random.nextInt(26),
                                'a' + random.nextInt(26),
                                "kowal",
                                'a' + random.nextInt(20),
                                random.nextInt(3) == 0 ? "org" : "com")));
        final List<String> texts = made(r -> {
            final StringBuilder text = new StringBuilder();
            for (int w = 5 + random.nextInt(30); w > 0; w--) {
                text.append(LAST[random.nextInt(10)])
                        .append(", ;.!".charAt(random.nextInt(5)))
                        .append(random.nextInt(9) == 0 ? r : "")
                        .append(' ');
            }
            return text.toString();
        });
        allMatch("[A-Za-z ]+", texts);
    }

    @Test
    void shortCodesKeepTheirLength() {
        final Random random = new Random(10);
        final Table table = Tables.identifier(
                ValueType.STRING, 2_000, r -> r % 50 == 0 ? "9" : Integer.toString(10_000 + random.nextInt(90_000)));
        final PatternGenerator pattern = PatternGenerator.fit(table, 0);

        for (int r = 0; r < 1_000; r++) {
            assertTrue(pattern.next(random, r).matches("[1-9]\\d{4}"));
        }
    }

    @Test
    void numbersKeepTheirDigitsAndTheirType() {
        final Random random = new Random(6);
        final Table table =
                Tables.identifier(ValueType.LONG, 500, r -> 87_000_000_000L + random.nextLong(900_000_000L));
        final PatternGenerator pattern = PatternGenerator.fit(table, 0);
        for (int r = 0; r < 1_000; r++) {
            final String text = pattern.next(random, r);
            assertTrue(text.matches("87\\d{9}"), text);
            assertFalse(table.dictionary(0).contains(text));
        }
        final Table ints = Tables.identifier(ValueType.INT, 500, r -> 1_000_000_000 + random.nextInt(900_000_000));
        assertTrue(PatternGenerator.fit(ints, 0).next(random, 0).matches("[1-9]\\d{8}"));
    }

    @Test
    void holdsNoTrainingValueAndSurvivesJson() throws JsonProcessingException {
        final Random random = new Random(8);
        final Table table = Tables.identifier(
                ValueType.STRING,
                2_000,
                r -> r < 1_990
                        ? "%04d %s%c%c"
                                .formatted(
                                        random.nextInt(10_000),
                                        LAST[random.nextInt(10)],
                                        'a' + random.nextInt(26),
                                        'a' + random.nextInt(26))
                        : "SECRET-" + "xyz".repeat(r - 1_989) + " only here");
        final PatternGenerator pattern = PatternGenerator.fit(table, 0);
        final ObjectMapper mapper = new ObjectMapper();
        final String json = mapper.writeValueAsString(pattern);
        final PatternGenerator read = mapper.readValue(json, PatternGenerator.class);

        assertEquals(pattern, read);
        assertEquals(pattern.next(new Random(1), 3), read.next(new Random(1), 3));
        assertNotEquals(pattern.next(new Random(1), 3), read.next(new Random(2), 3));
        table.dictionary(0).forEach(value -> assertFalse(json.contains(value)));
        assertFalse(json.contains("SECRET") || json.contains("only"));
    }

    @Test
    void generatesFromVeryFewValues() {
        final Random random = new Random(9);
        assertFalse(PatternGenerator.fit(Tables.identifier(ValueType.STRING, 3, r -> null), 0)
                .next(random, 0)
                .isEmpty());
        assertFalse(PatternGenerator.fit(Tables.identifier(ValueType.STRING, 3, r -> "++"), 0)
                .next(random, 0)
                .isEmpty());
        assertFalse(PatternGenerator.fit(Tables.identifier(ValueType.STRING, 2, r -> "x" + r), 0)
                .next(random, 0)
                .isEmpty());
        assertTrue(PatternGenerator.fit(Tables.identifier(ValueType.INT, 3, r -> r * r + 17), 0)
                .next(random, 0)
                .matches("\\d+"));
    }
}
