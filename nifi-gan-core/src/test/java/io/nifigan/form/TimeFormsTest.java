// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of texts that java.time wrote: one of the forms that single texts suggest restores them all. */
class TimeFormsTest {
    private static final int TEXTS = 400;

    /** Random times, with leap days and the days around the turn of the year. */
    private static List<LocalDateTime> times(final int firstYear, final int lastYear) {
        final SplittableRandom random = new SplittableRandom(20);
        final List<LocalDateTime> times = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            final int year = random.nextInt(firstYear, lastYear + 1);
            LocalDateTime time = LocalDateTime.of(year, 1, 1, 0, 0)
                    .plusDays(random.nextInt(365))
                    .plusNanos(random.nextLong(86_400_000_000_000L));
            if (i % 20 == 0) {
                time = time.withYear(year / 4 * 4 < firstYear ? year / 4 * 4 + 4 : year / 4 * 4)
                        .withMonth(2)
                        .withDayOfMonth(29);
            } else if (i % 20 == 1) {
                time = time.withDayOfYear(1).plusDays(random.nextInt(-3, 4));
            }
            times.add(time);
        }
        return times;
    }

    private static List<String> texts(final Function<LocalDateTime, String> writer) {
        return times(1952, 2028).stream().map(writer).toList();
    }

    private static Function<LocalDateTime, String> writer(final String pattern, final String language) {
        // java.time has no two-digit years before 2000, and would fill up nothing.
        final DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        final int year = pattern.indexOf("yy");
        if (year >= 0) {
            builder.appendPattern(
                    pattern.substring(0, year).isEmpty() ? "''".substring(2) : pattern.substring(0, year));
            builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1930);
            builder.appendPattern(pattern.substring(year + 2));
        } else {
            builder.appendPattern(pattern);
        }
        final DateTimeFormatter formatter = builder.toFormatter(Locale.forLanguageTag(language));
        return time -> formatter.format(time.atOffset(ZoneOffset.ofHours(1)));
    }

    /** The one form that is found for the texts; it restores them all. */
    private static WrittenForm best(final List<String> texts) {
        final Map<String, Integer> counts = new LinkedHashMap<>();
        texts.forEach(text -> counts.merge(text, 1, Integer::sum));
        final FormMixture found = FormFinder.find(
                        List.copyOf(counts.keySet()),
                        counts.values().stream().mapToInt(Integer::intValue).toArray())
                .orElseThrow(() -> new AssertionError("no form for " + texts.get(0)));
        final WrittenForm form = found.forms().get(0);
        assertEquals(List.of(form.spec()), found.specs(), () -> texts.get(0));
        texts.forEach(text -> assertTrue(form.restores(text), () -> form.spec() + " does not restore " + text));
        assertNotEquals(Content.NUMBER, form.content(), () -> texts.get(0));
        return form;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuuu-MM-dd",
                "uuuu/MM/dd",
                "uuuu.MM.dd",
                "uuuu-M-d",
                "d.M.uuuu",
                "dd.MM.uuuu",
                "dd.MM.yy",
                "d.M.yy",
                "M/d/uuuu",
                "MM/dd/uuuu",
                "M/d/yy",
                "MM/dd/yy",
                "dd/MM/uuuu",
                "d/M/yy",
                "dd-MM-uuuu",
                "yy-MM-dd",
                "yy/M/d",
                "uuuu MM dd",
                "uuuu, MM, dd",
                "d/MM/uuuu",
                "uuuu:MM:dd HH:mm:ss",
                "uuuu'年'M'月'd'日'",
                "uuuu'年'MM'月'dd'日'",
                "d MMM uuuu",
                "dd-MMM-uuuu",
                "dd-MMM-yy",
                "ddMMMuuuu",
                "MMM d, uuuu",
                "dd MMM, yy",
                "MMMM d, uuuu",
                "EEEE, d MMMM uuuu",
                "EEE dd/MM/uuuu",
                "uuuu-MMM-dd",
                "uuuu-MM",
                "uuuu/MM",
                "MM/uuuu",
                "MM-uuuu",
                "MM.uuuu",
                "MMM uuuu",
                "MMMM uuuu",
                "MMM-yy",
                "uuuuMM",
                "uuuuMMdd",
                "ddMMuuuu",
                "MMdduuuu",
                "uuuu-DDD",
                "uuuuDDD",
                "uuuu-'Q'Q",
                "'Q'Q uuuu",
                "uuuu'Q'Q",
                "HH:mm",
                "H:mm",
                "HH:mm:ss",
                "H:mm:ss",
                "HHmm",
                "HHmmss",
                "HH:mm:ss.SSS",
                "HH:mm:ss.SSSSSS",
                "HH:mm:ss.SSSSSSSSS",
                "HH:mm:ss,SSS",
                "h:mm a",
                "hh:mm a",
                "h:mm:ss a",
                "hha",
                "uuuu-MM-dd HH:mm",
                "uuuu-MM-dd HH:mm:ss",
                "uuuu-MM-dd'T'HH:mm:ss",
                "uuuu-MM-dd, HH:mm:ss",
                "uuuu-MM-dd HH",
                "uuuu-MM-dd'T'HH:mm:ss.S",
                "uuuu-MM-dd'T'HH:mm:ss.SS",
                "uuuu-MM-dd'T'HH:mm:ss.SSS",
                "uuuu-MM-dd'T'HH:mm:ss.SSSS",
                "uuuu-MM-dd'T'HH:mm:ss.SSSSS",
                "uuuu-MM-dd'T'HH:mm:ss.SSSSSS",
                "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS",
                "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSS",
                "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS",
                "uuuu-MM-dd HH:mm:ss,SSS",
                "uuuu-MM-dd'T'HH:mm:ssXXX",
                "uuuu-MM-dd'T'HH:mm:ssXX",
                "uuuu-MM-dd HH:mm:ssX",
                "uuuu-MM-dd HH:mm:ss 'UTC'",
                "uuuu-MM-dd HH:mm:ss 'CET'",
                "uuuu-MM-dd'T'HH:mm:ssXXX'[Europe/Paris]'",
                "uuuu-MM-dd'T'HH:mm:ss'Z'",
                "uuuuMMdd'T'HHmmss'Z'",
                "uuuuMMdd'T'HHmm",
                "uuuuMMdd HHmmss",
                "uuuuMMdd_HHmmss",
                "uuuuMMddHHmm",
                "uuuuMMddHHmmss",
                "uuuuMMddHHmmssSSS",
                "uuuuMMddHHmmssSSSSSS",
                "uuuuMMddHH",
                "yyMMdd",
                "ddMMyy",
                "yyMMddHHmmss",
                "uuuu-MM-dd-HH-mm-ss",
                "dd.MM.uuuu HH:mm",
                "d.M.uuuu H:mm",
                "dd.MM.uuuu, HH:mm 'Uhr'",
                "dd/MM/uuuu HH'h'mm",
                "M/d/yy H:mm",
                "M/d/uuuu h:mm a",
                "M/d/uuuu h:mm:ss a",
                "MM/dd/uuuu hh:mm a",
                "MMM d, uuuu h:mm a",
                "MMM d, uuuu, h:mm:ss a",
                "EEE, dd MMM uuuu HH:mm:ss 'GMT'",
                "EEE, d MMM uuuu HH:mm:ss XX",
                "EEE MMM ppd HH:mm:ss uuuu",
                "EEE MMM dd HH:mm:ss 'UTC' uuuu",
                "EEE MMM dd HH:mm:ss XX uuuu",
                "dd/MMM/uuuu:HH:mm:ss XX",
                "'['dd/MMM/uuuu:HH:mm:ss XX']'",
                "HH:mm:ss dd/MM/uuuu",
                "HH:mm dd.MM.uuuu",
                "dd-MMM-yy hh.mm.ss.SSSSSS a",
                "EEE MMM dd uuuu HH:mm:ss 'GMT'XX '(Central European Standard Time)'",
            })
    void english(final String pattern) {
        best(texts(writer(pattern, "en")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en", "en-GB", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ru", "tr", "hu",
                "ro", "sk", "uk", "el", "hr", "bg", "sl", "et", "lv", "lt", "id", "en-AU", "zh", "ja", "ko", "de-AT"
            })
    void languages(final String language) {
        final Locale locale = Locale.forLanguageTag(language);
        final List<UnaryOperator<String>> changes = List.of(
                text -> text,
                text -> text.toUpperCase(locale),
                text -> text.toLowerCase(locale),
                text -> text.replace(".", ""));
        for (final String pattern : List.of(
                "d MMM uuuu",
                "dd MMMM uuuu",
                "EEEE, d MMMM uuuu",
                "d. MMMM uuuu",
                "EEE dd MMM uuuu HH:mm",
                "LLLL uuuu",
                "LLL uuuu",
                "dd-MMM-uuuu")) {
            for (final UnaryOperator<String> change : changes) {
                final List<String> texts = texts(writer(pattern, language).andThen(change));
                best(texts);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sv,d MMM uuuu,jun,sv three|d MMM uuuu",
        "es,d MMM uuuu,sep,es three|d MMM uuuu",
    })
    void threeLetters(final String language, final String pattern, final String month, final String spec) {
        final WrittenForm form = TimeForms.of(spec).orElseThrow();
        final List<String> texts = times(1990, 2020).stream()
                .map(time -> form.write(time.toLocalDate().toEpochDay()))
                .toList();
        assertTrue(texts.stream().anyMatch(text -> text.contains(" " + month + " ")));
        best(texts);
    }

    @Test
    void otherHalves() {
        for (final UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                text -> text.replace("AM", "am").replace("PM", "pm"),
                text -> text.replace("AM", "a.m.").replace("PM", "p.m."),
                text -> text.replace("AM", "A.M.").replace("PM", "P.M."),
                text -> text.replace("AM", "a. m.").replace("PM", "p. m."),
                text -> text.replace(" ", ""))) {
            best(texts(writer("h:mm a", "en").andThen(change)));
        }
        best(texts(writer("d/M/uuuu h:mm:ss a", "en")
                .andThen(text -> text.replace("AM", "am").replace("PM", "pm"))));
    }

    @Test
    void asManyDigitsAsNeeded() {
        final UnaryOperator<String> trim = text -> text.replaceFirst("[.,]?0+$", "");
        assertEquals(
                "uuuu-MM-dd HH:mm:ss[.S]",
                best(texts(writer("uuuu-MM-dd HH:mm:ss.SS", "en").andThen(trim)))
                        .spec());
        assertEquals(
                "HH:mm:ss[,S]",
                best(texts(writer("HH:mm:ss,SSS", "en").andThen(trim))).spec());
        // As LocalDateTime.toString has it.
        assertEquals(
                "uuuu-MM-dd'T'HH:mm[:ss]",
                best(texts(time -> time.withNano(0)
                                .withSecond(time.getSecond() / 20 * 20)
                                .toString()))
                        .spec());
    }

    @Test
    void chineseJapaneseKorean() {
        final Function<LocalDateTime, String> clock = writer("a h:mm", "en");
        best(texts(
                clock.andThen(text -> "2023/1/30 " + text.replace("AM ", "上午").replace("PM ", "下午"))));
        best(texts(clock.andThen(text -> text.replace("AM ", "午前").replace("PM ", "午後"))));
        best(texts(writer("uuuu. M. d. a h:mm", "en")
                .andThen(text -> text.replace("AM", "오전").replace("PM", "오후"))));
        best(texts(writer("uuuu'年'M'月'd'日'(EEE)", "ja")));
        best(texts(writer("uuuu'년' M'월' d'일' EEEE HH'시' mm'분'", "ko")));
        best(texts(writer("uuuu'年'M'月'd'日'EEEE HH:mm", "zh")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d MMM ''yy",
                "MMM ''yy",
                "MMM ppd HH:mm:ss",
                "Q'Q'uuuu",
                "uuuu-MM-dd HH:mm:ss.SSSSSS XX 'UTC'",
                "uuuu-MM-dd '('EEE')'",
                "uuuu'M'MM",
                "EEEE, dd-MMM-yy HH:mm:ss 'UTC'",
                "uuuuMMdd'T'HHmmss.SSS'Z'",
                "HH:mm:ss'Z'",
                "dd/MM/uuuu - HH:mm",
                "EEE d MMM uuuu hh:mm:ss a 'CET'",
                "'\"'uuuu-MM-dd'\"'",
                "MMM ppd uuuu pph:mma",
                "uuuu-MM-ddXXX",
                "uuuu-MM-dd HH:mm:ss 'America/New_York'",
                "d. MMMM uuuu 'at' HH:mm",
                "uuuu-MM-dd'T'HH:mm:ss.SSS'[UTC]'",
                "MM/yy",
            })
    void decorated(final String pattern) {
        best(texts(writer(pattern, "en")));
    }

    @Test
    void weeks() {
        best(texts(DateTimeFormatter.ISO_WEEK_DATE::format));
        best(texts(time -> DateTimeFormatter.ISO_WEEK_DATE.format(time).replace("-", "")));
        best(texts(time -> DateTimeFormatter.ISO_WEEK_DATE.format(time).substring(0, 8)));
    }

    @Test
    void ordinals() {
        final Map<Integer, String> endings = Map.of(1, "st", 2, "nd", 3, "rd", 21, "st", 22, "nd", 23, "rd", 31, "st");
        best(texts(time -> writer("MMMM d", "en").apply(time)
                + endings.getOrDefault(time.getDayOfMonth(), "th")
                + ", "
                + time.getYear()));
        best(texts(writer("d MMMM uuuu", "fr").andThen(text -> text.replaceFirst("^1 ", "1er "))));
    }

    @Test
    void epochs() {
        for (final int digits : new int[] {0, 3, 6, 9}) {
            final List<String> texts = times(1995, 2045).stream()
                    .map(time -> time.toEpochSecond(ZoneOffset.UTC)
                            + Integer.toString(1_000_000_000 + time.getNano()).substring(1, 1 + digits))
                    .toList();
            assertEquals(
                    "epoch " + List.of("s", "ms", "us", "ns").get(digits / 3),
                    best(texts).spec());
        }
    }

    /** Day or month first: a text of two small numbers may be both. */
    @Test
    void ambiguous() {
        final List<String> specs = TimeForms.candidates("12/11/2023").stream()
                .map(WrittenForm::spec)
                .toList();
        assertEquals(List.of("dd/MM/uuuu", "d/M/uuuu", "MM/dd/uuuu", "M/d/uuuu"), specs);
        assertEquals(
                List.of("MM/dd/uuuu"),
                TimeForms.candidates("01/30/2023").stream()
                        .map(WrittenForm::spec)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "2023",
                "1985",
                "12.50",
                "10.30",
                "192.168.10.10",
                "ABC 2023-01-30",
                "555-01-02",
                "2023.05",
                "31.04.2023",
                "30 Jan",
                "Tue, 30 Jan 2023",
                "x2023-01-30",
                "1030",
                "$20230130",
                "-20230130",
                "12345678",
                "5000000000",
                "2023-01-30 25:00",
                "a,b,c,12",
                "Monday",
                "2023-02-30",
                "１２/11/2023",
                "12/11/2023\t"
            })
    void noDates(final String text) {
        assertEquals(List.of(), TimeForms.candidates(text));
    }

    /** Random texts raise no exception and suggest a bounded number of forms, each of which restores its text. */
    @Test
    void hostileTexts() {
        final SplittableRandom random = new SplittableRandom(1);
        final List<String> pieces =
                List.of("1", "12", "2023", "Mar", "mai", ".", " ", "-", ":", "T", "W", "am", "a", "[", "Z", "+01", "/");
        for (int i = 0; i < 3_000; i++) {
            final StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(1, 30); k > 0; k--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            final List<WrittenForm> forms = TimeForms.candidates(text.toString());
            assertTrue(forms.size() <= 500, text + " suggests " + forms.size());
            forms.forEach(form -> assertTrue(form.restores(text.toString().strip()), text + " by " + form.spec()));
        }
    }
}
