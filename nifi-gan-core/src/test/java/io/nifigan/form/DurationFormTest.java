// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationFormTest {
    private static WrittenForm form(final String spec) {
        final WrittenForm form =
                NumberForms.of("duration " + spec).orElseThrow(() -> new AssertionError("refused: " + spec));
        assertEquals("duration " + spec, form.spec());
        return form;
    }

    private static List<String> specs(final String text) {
        return NumberForms.candidates(text).stream()
                .filter(DurationForm.class::isInstance)
                .map(form -> form.spec().substring("duration ".length()))
                .toList();
    }

    /** One form of a text, the number that it reads, and what it writes for another number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "27:46:48; [hh]:mm:ss; 100008; 65; 00:01:05",
                "27:46:48; [h]:mm:ss; 100008; -65.4; -0:01:05",
                "127:46:48; [hh]:mm:ss; 460008; 0; 00:00:00",
                "03:04:05; [hh]:mm:ss; 11045; 86400; 24:00:00",
                "3:04:05; [h]:mm:ss; 11045; 36000; 10:00:00",
                "27:46; [h]:mm; 1666; 9.6; 0:10",
                "00:00:00.123; [hh]:mm:ss.000; .123; 3599.9996; 01:00:00.000",
                "00:00:00,123; [hh]:mm:ss,000; .123; 1; 00:00:01,000",
                "1:23.456; [m]:ss.000; 83.456; 5; 0:05.000",
                "-00:05:00; [hh]:mm:ss; -300; 300; 00:05:00",
                "2 days 03:04:05; d\" days \"hh:mm:ss; 183845; -1; -1 days +23:59:59",
                "0 days 03:04:05; d\" days \"hh:mm:ss; 11045; 86400; 1 days 00:00:00",
                "-1 days +23:59:59; d\" days \"hh:mm:ss; -1; -86400; -1 days +00:00:00",
                "2 days 03:04:05.123456; d\" days \"hh:mm:ss.000000?; 183845.123456; 1; 0 days 00:00:01",
                "2 days 03:04:05; [d\" day(s) \"]hh:mm:ss; 183845; 90000; 1 day 01:00:00",
                "1 day, 3:04:05; [d\" day(s), \"]h:mm:ss; 97445; 60; 0:01:00",
                "27 days, 3:04:05.500000; [d\" day(s), \"]h:mm:ss.000000?; 2343845.5; 86399.9999999; 1 day, 0:00:00",
                "2.03:04:05; [d\".\"]hh:mm:ss; 183845; 5; 00:00:05",
                "2 03:04:05; d\" \"hh:mm:ss; 183845; 5; 0 00:00:05",
                "PT2H57M; PTnHnM; 177; 120; PT2H",
                "PT2H57M; PT0H0M; 177; 120; PT2H0M",
                "PT57M; PTnHnMnS; 3420; 0; PT0S",
                "P1DT2H; PnDTnH; 26; 24; P1D",
                "P1DT2H; PnDTnHnMnS; 93600; 3; PT3S",
                "PT27H46M48.5S; PTnHnMn.#S; 100008.5; 61.25; PT1M1.25S",
                "-PT5M; PTnM; -5; 5; PT5M",
                "P2W; PnW; 2; 3; P3W",
                "P3D; PnD; 3; 4; P4D",
                "2h 57m; n\"h\" n\"m\"; 177; 120; 2h",
                "2h 0m; 0\"h\" 0\"m\"; 120; 45; 0h 45m",
                "2h05m; n\"h\"00n\"m\"; 125; 177; 2h57m",
                "01h 05m; 00\"h\" 00\"m\"; 65; 5; 00h 05m",
                "2h57; 0\"h\"00\"\"; 177; 120; 2h00",
                "12h05; 0\"h\"00\"\"; 725; 59; 0h59",
                "1-02:03:04; d\"-\"hh:mm:ss; 93784; 4; 0-00:00:04",
                "1d 2h; n\"d\" n\"h\"; 26; 1; 1h",
                "2 h 57 min; n\" h\" n\" min\"; 177; 0; 0 min",
                "1 hour 2 minutes; n\" hour(s)\" n\" minute(s)\"; 62; 121; 2 hours 1 minute",
                "1 day, 2 hours; n\" day(s)\", n\" hour(s)\"; 26; 49; 2 days, 1 hour",
                "2 hours and 1 minute; n\" hour(s)\" and n\" minute(s)\"; 121; 60; 1 hour",
                "1h 2m 3.5s; n\"h\" n\"m\" n.#\"s\"; 3723.5; 0.25; 0.25s",
                "3s 250ms; n\"s\" n\"ms\"; 3250; 7; 7ms",
                "-1h 30m; n\"h\" n\"m\"; -90; 90; 1h 30m",
            })
    void aFormReadsAndWrites(
            final String text, final String spec, final double value, final double other, final String written) {
        assertTrue(specs(text).contains(spec), specs(text).toString());
        final WrittenForm form = form(spec);
        assertEquals(Content.NUMBER, form.content());
        assertEquals(value, form.read(text));
        assertEquals(text, form.write(value));
        assertTrue(form.restores(text));
        assertEquals(written, form.write(other));
        assertTrue(form.restores(written));
        assertEquals(DurationForm.class, form.getClass().getSuperclass());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "1:2",
                "1:2:3",
                "12:60",
                "12:30:61",
                "1:2:03",
                "12:30:5",
                ":30",
                "12:",
                "a:30",
                "12:30 PM",
                "1:02:03:04",
                "2023-10-09 12:30:00",
                "09.10.2023 12:30",
                "2023-10-09T12:30:00",
                "::1",
                "fe80::1",
                "10:20-11:20",
                "+1:30",
                "1.5:30",
                "00:1A:2B",
                "P",
                "PT",
                "P1M",
                "P1Y",
                "PT1D",
                "P1H",
                "P1W2D",
                "PT5M3H",
                "PT5",
                "5 m 3 h",
                "2h 3h",
                "2x 3y",
                "2h; 57m",
                "2h  57m",
                "12 Main Street",
                "100000000000000000000:00:00",
                "0 days 25:00:00",
                "2h 57m "
            })
    void noDurations(final String text) {
        assertEquals(List.of(), text.endsWith(" ") ? List.of() : specs(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[h]",
                ":",
                "h:mm:ss",
                "[hhh]:mm:ss",
                "[h]:mm:ss.",
                "[h]:mm:ss.0000000000",
                "[h]:mm:ss?",
                "[h]:mm.0",
                "[s]:mm",
                "d\" weeks \"hh:mm:ss",
                "d\"\"hh:mm:ss",
                "d\" days \"[hh]:mm:ss",
                "[d\" days \"hh:mm:ss",
                "d\" days \"hh:mm",
                "[hh]:mm:ss;000",
                "x[hh]:mm:ss",
                "P",
                "PT",
                "PnM",
                "PTnD",
                "PnWTnH",
                "PTnMnH",
                "PTnHnH",
                "PTnH0M",
                "PTn.#Hn.#M",
                "n\"h\"",
                "n\"h\"n\"h\"",
                "n\"m\" n\"h\"",
                "n\"x\" n\"y\"",
                "n\"h\"; n\"m\"",
                "n\"h\" n\"m",
                "n\"h\" \"m\"",
                "nn",
                "0\"\"00\"m\"",
                "n\"h\"00n\"\"",
                "0\"h\"00\"\"0\"\"",
                "000\"h\" 0\"m\"",
                "n\"h\" 0\"m\"",
                "\"",
                "n",
                "0"
            })
    void refusesOtherSpecs(final String pattern) {
        assertTrue(NumberForms.of("duration " + pattern).isEmpty(), pattern);
    }

    @Test
    void refusesLongSpecs() {
        assertTrue(NumberForms.of("duration " + "n\"h\" ".repeat(100)).isEmpty());
        assertTrue(NumberForms.of("duration P" + "nD".repeat(90)).isEmpty());
        assertTrue(NumberForms.of("duration " + ":".repeat(190)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[hh]:mm:ss",
                "[h]:mm:ss",
                "[h]:mm",
                "[m]:ss.000",
                "[hh]:mm:ss.000000?",
                "d\" days \"hh:mm:ss.000000?",
                "d\" days \"hh:mm:ss",
                "[d\" day(s), \"]h:mm:ss.000000?",
                "[d\" day(s) \"]hh:mm:ss",
                "[d\".\"]hh:mm:ss.0000000",
                "PTnHnM",
                "PT0H0M0S",
                "PTnHnMn.#S",
                "PnDTnHnMnS",
                "P0DT0H",
                "n\"h\" n\"m\"",
                "0\"h\" 00\"m\"",
                "n\"d\"n\"h\"00n\"m\"",
                "n\" day(s)\", n\" hour(s)\", n\" minute(s)\"",
                "n\"m\" n.#\"s\""
            })
    void writtenDurationsAreReadAndWrittenAlike(final String spec) {
        final WrittenForm form = form(spec);
        final Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            final double size = Math.pow(10, random.nextInt(-3, 8)) * random.nextDouble();
            final double value = i == 0 ? 0 : random.nextBoolean() ? size : -size;
            final String text = form.write(value);
            assertEquals(value, form.read(text), .5001, text);
            assertEquals(text, form.write(form.read(text)));
        }
        for (final double value : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -0.0, -1e-9}) {
            assertFalse(form.write(value).isEmpty());
        }
    }

    @Test
    void durationsOfJava() {
        final WrittenForm form = form("PTnHnMn.#S");
        final Random random = new Random(9);
        for (int i = 0; i < 2_000; i++) {
            final Duration duration = Duration.ofMillis(random.nextInt(0, 1_000_000_000));
            assertTrue(form.restores(duration.toString()), duration.toString());
            assertEquals(duration.toMillis() / 1000., form.read(duration.toString()), 1e-9);
        }
    }

    @Test
    void fewerPartsAreSaidMore() {
        assertTrue(NumberForms.rank(form("[hh]:mm:ss")) < NumberForms.rank(form("[hh]:mm:ss.000?")));
        assertTrue(NumberForms.rank(form("PTnHnM")) < NumberForms.rank(form("PTnHnMnS")));
        assertTrue(NumberForms.rank(form("n\"h\" n\"m\"")) < NumberForms.rank(form("0\"h\" 0\"m\"")));
    }
}
