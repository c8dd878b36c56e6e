// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormFinderTest {
    private static final int ROWS = 500;
    private final RandomGenerator random = new RandomStream(3);

    private static Optional<FormMixture> find(final IntFunction<String> text) {
        final Map<String, Integer> counts = new LinkedHashMap<>();
        IntStream.range(0, ROWS).mapToObj(text).forEach(value -> counts.merge(value, 1, Integer::sum));
        return FormFinder.find(
                List.copyOf(counts.keySet()),
                counts.values().stream().mapToInt(Integer::intValue).toArray());
    }

    private LocalDate day() {
        return LocalDate.of(2019, 1, 1).plusDays(random.nextInt(2_000));
    }

    private String day(final String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(day());
    }

    private double amount() {
        return Math.round(100 * Math.exp(4 + 2 * random.nextGaussian())) / 100.;
    }

    private String amount(final String format) {
        return String.format(Locale.US, format, amount());
    }

    /** Asserts that the texts are read and written back unchanged, with the given number of forms and words. */
    private static void restores(final Content content, final int forms, final IntFunction<String> text) {
        final List<String> texts = IntStream.range(0, ROWS).mapToObj(text).toList();
        final FormMixture mixture = find(texts::get).orElseThrow(() -> new AssertionError("none for " + texts.get(0)));
        assertEquals(content, mixture.content(), texts.get(0));
        assertEquals(forms, mixture.forms().size(), mixture.specs().toString());
        texts.forEach(written -> {
            final FormMixture.Reading reading = mixture.read(written);
            assertEquals(written, mixture.forms().get(reading.form()).write(reading.value()));
        });
    }

    @Test
    void theColumnSettlesWhetherDayOrMonthComesFirst() {
        assertEquals(
                List.of("dd/MM/uuuu"),
                find(r -> day("dd/MM/yyyy")).orElseThrow().specs());
        assertEquals(
                List.of("MM/dd/uuuu"),
                find(r -> day("MM/dd/yyyy")).orElseThrow().specs());
    }

    @Test
    void severalFormsOfDatesAreAMixture() {
        restores(Content.DATE, 2, r -> day(r % 4 == 0 ? "dd.MM.yyyy" : "yyyy-MM-dd"));
        restores(Content.TIMESTAMP, 2, r -> day("yyyy-MM-dd") + (r % 3 == 0 ? "" : " 1%d:30:15".formatted(r % 10)));
        restores(
                Content.TIMESTAMP,
                2,
                r -> day("yyyy-MM-dd") + "T10:15:3" + r % 10 + (r % 3 == 0 ? "+01:00" : "+02:00"));
    }

    @Test
    void amountsInSeveralCurrenciesAreAMixture() {
        restores(Content.NUMBER, 2, r -> amount(r % 3 == 0 ? "$%,.2f" : "€%,.2f"));
        restores(Content.NUMBER, 1, r -> amount("%,.2f").replace(',', ' ').replace('.', ','));
    }

    @Test
    void exponentsAreWrittenAsTheyWere() {
        // HSQLDB adds an exponent to what Java writes without one.
        restores(Content.NUMBER, 1, r -> hsqldb(.01 * (r * r - 50)));
        restores(Content.NUMBER, 1, r -> hsqldb(Math.pow(10, r % 19 - 8) * (1 + r % 7)));
        restores(Content.NUMBER, 1, r -> .25 * (r + 1) + "e+00");
        restores(Content.NUMBER, 1, r -> String.format(Locale.US, "%.1e", .01 * (r + 1)));
        restores(Content.NUMBER, 1, r -> String.format(Locale.US, "%.2e", 1 + .01 * (r % 900)));
    }

    private static String hsqldb(final double value) {
        final String text = Double.toString(value);
        return text.contains("E") ? text : text + "E0";
    }

    @Test
    void theColumnSettlesWhatACommaMeans() {
        assertEquals(
                1_234,
                find(r -> String.format(Locale.US, "%,d", 100 * (1 + r)))
                        .orElseThrow()
                        .read("1,234")
                        .value());
        assertEquals(
                1.234,
                find(r -> String.format(Locale.US, "%.3f", .01 * (1 + r)).replace('.', ','))
                        .orElseThrow()
                        .read("1,234")
                        .value());
    }

    @Test
    void wordsAmongNumbersAndDatesAreKept() {
        restores(Content.NUMBER, 2, r -> r % 20 == 0 ? "N/A" : amount("%.2f"));
        restores(Content.NUMBER, 2, r -> r % 10 == 0 ? ">100" : amount("%.1f"));
        restores(Content.DATE, 3, r -> r % 20 == 0 ? "unknown" : r % 20 == 1 ? "-" : day("yyyy-MM-dd"));
        assertEquals(
                List.of("N/A"),
                find(r -> r % 20 == 0 ? "N/A" : amount("%.2f")).orElseThrow().words());
    }

    @Test
    void aRareStrayIsReadOrLost() {
        final FormMixture prices = find(r -> r == 7 ? "1e2" : amount("%.2f")).orElseThrow();
        assertEquals(List.of("0.00"), prices.specs());
        assertEquals(100, prices.read("1e2").value());
        assertEquals(38.9, prices.read(" 38.90").value());
        assertEquals(
                -1,
                find(r -> r == 7 ? "lost" : amount("%.2f"))
                        .orElseThrow()
                        .read("lost")
                        .form());
    }

    @Test
    void datesInDigitsAreDates() {
        restores(Content.DATE, 1, r -> day("yyyyMMdd"));
        restores(Content.TIMESTAMP, 1, r -> Long.toString(1_700_000_000_000L + random.nextLong(10_000_000_000L)));
    }

    @Test
    void whatOnlyLooksLikeNumbersIsNot() {
        final List<IntFunction<String>> others = List.of(
                r -> "%05d".formatted(random.nextInt(100_000)),
                r -> "ID-%d".formatted(10_000 + r),
                r -> "1.%d.%d".formatted(random.nextInt(20), random.nextInt(30)),
                r -> "10.0.%d.%d".formatted(random.nextInt(20), random.nextInt(30)),
                r -> "+1 555 %03d %04d".formatted(random.nextInt(1_000), random.nextInt(10_000)),
                r -> "%d %s Street".formatted(1 + random.nextInt(900), word()),
                r -> "%016d".formatted(random.nextLong(10_000_000_000_000_000L)),
                r -> word() + " " + word(),
                r -> "%s%d".formatted(word(), random.nextInt(1_000)),
                r -> "%08d".formatted(random.nextInt(100_000_000)),
                r -> "#%06x".formatted(random.nextInt(1 << 24)));
        for (final IntFunction<String> other : others) {
            final Optional<FormMixture> found = find(other);
            assertTrue(
                    found.isEmpty(),
                    () -> other.apply(1) + " " + found.orElseThrow().specs());
        }
    }

    private String word() {
        final StringBuilder word = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    @Test
    void fewValuesWithWordsAreACategory() {
        assertTrue(find(r -> List.of("1", "2", "3", "UG", "EG").get(r % 5)).isEmpty());
    }

    @Test
    void manyOffsetsAreManyForms() {
        restores(
                Content.TIMESTAMP,
                24,
                r -> day("yyyy-MM-dd") + "T10:15:30%s%02d:00".formatted(r % 24 < 12 ? "+" : "-", 1 + r % 12));
    }

    @Test
    void aSampleOfManyTextsIsEnough() {
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            texts.add("%d.%02d kg".formatted(i, i % 100));
        }
        final int[] counts = new int[texts.size()];
        java.util.Arrays.fill(counts, 1);

        assertEquals(1, FormFinder.find(texts, counts).orElseThrow().forms().size());
    }
}
