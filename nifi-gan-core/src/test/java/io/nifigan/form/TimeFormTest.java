// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of single texts and specs; {@link TimeFormsTest} tests whole columns. */
class TimeFormTest {
    private static TimeForm form(final String spec) {
        return (TimeForm) TimeForms.of(spec).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "uuuu-MM-dd; 2023-01-30; 2023-01-30",
                "dd/MM/yy; 30/01/29; 2029-01-30",
                "dd/MM/yy; 30/01/30; 1930-01-30",
                "d.M.uuuu; 5.1.2023; 2023-01-05",
                "MMMM do, uuuu; January 22nd, 2023; 2023-01-22",
                "upper|dd-MMM-uuuu; 30-JAN-2023; 2023-01-30",
                "fr|d MMM uuuu; 30 janv. 2023; 2023-01-30",
                "fr|do MMMM uuuu; 1er janvier 2023; 2023-01-01",
                "fr|do MMMM uuuu; 11 janvier 2023; 2023-01-11",
                "'W'w YYYY; W5 2023; 2023-01-30",
                "fr nodot|d MMM uuuu; 30 janv 2023; 2023-01-30",
                "dot|MMM d, uuuu; Jan. 30, 2023; 2023-01-30",
                "sv three|d MMM uuuu; 5 jun 2023; 2023-06-05",
                "ru|LLLL uuuu; июнь 2023; 2023-06-01",
                "ru|d MMMM uuuu; 5 июня 2023; 2023-06-05",
                "tr upper|d MMMM uuuu; 5 NİSAN 2023; 2023-04-05",
                "YYYY-'W'ww-e; 2020-W53-7; 2021-01-03",
                "YYYY'W'ww; 2019W01; 2018-12-31",
                "uuuu-DDD; 2024-366; 2024-12-31",
                "uuuu-'Q'Q; 2023-Q4; 2023-10-01",
                "uuuuMM; 202208; 2022-08-01",
                "MM/yy; 05/27; 2027-05-01",
                "uuuu-MM-dd; 9999-12-31; 9999-12-31",
                "uuuu-MM-dd; 0001-01-01; 0001-01-01",
            })
    void dates(final String spec, final String text, final LocalDate meant) {
        assertEquals(meant.toEpochDay(), form(spec).read(" " + text + " "));
        assertEquals(text, form(spec).write(meant.toEpochDay()));
        assertTrue(form(spec).restores(text));
        assertEquals(Content.DATE, form(spec).content());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "uuuu-MM-dd HH:mm; 2023-01-30 22:39; 2023-01-30T22:39",
                "uuuu-MM-dd'T'HH:mm:ss'+02:00'; 2023-01-30T22:39:30+02:00; 2023-01-30T22:39:30",
                "uuuu-MM-dd HH:mm:ss.SSSSSS' UTC'; 2023-01-30 22:39:30.123456 UTC; 2023-01-30T22:39:30.123456",
                "uuuu-MM-dd HH:mm:ss,SSS; 2023-01-30 22:39:30,120; 2023-01-30T22:39:30.12",
                "uuuu-MM-dd HH:mm:ss[,S]; 2023-01-30 22:39:30,12; 2023-01-30T22:39:30.12",
                "uuuu-MM-dd'T'HH:mm[:ss][.S]; 2023-01-30T22:39; 2023-01-30T22:39",
                "uuuu-MM-dd'T'HH:mm[:ss][.S]; 2023-01-30T22:39:00.5; 2023-01-30T22:39:00.5",
                "uuuuMMddHHmmssSSS; 20220402160739310; 2022-04-02T16:07:39.31",
                "M/d/yy h:mm a; 1/30/23 12:05 AM; 2023-01-30T00:05",
                "EEE MMM ppd HH:mm:ss uuuu; Mon Jan  2 12:05:09 2023; 2023-01-02T12:05:09",
                "EEE, dd MMM uuuu HH:mm:ss' GMT'; Mon, 30 Jan 2023 22:39:30 GMT; 2023-01-30T22:39:30",
                "uuuu'年'M'月'd'日' HH'時'mm'分'; 2023年1月30日 22時39分; 2023-01-30T22:39",
                "MMM ppd HH:mm:ss; Feb 29 22:39:30; 2000-02-29T22:39:30",
                "timestamp|uuuu-MM-dd; 2023-01-30; 2023-01-30T00:00",
                "timestamp fr|d MMM uuuu; 30 janv. 2023; 2023-01-30T00:00",
                "uuuu-MM-dd HH:mm:ss.SSS; 9999-12-31 23:59:59.999; 9999-12-31T23:59:59.999",
                "epoch s; 1700950873; 2023-11-25T22:21:13",
                "epoch ms; 1700950873985; 2023-11-25T22:21:13.985",
                "epoch us; 1700950873393603; 2023-11-25T22:21:13.393603",
                "epoch us000; 1700950873393603000; 2023-11-25T22:21:13.393603",
                "epoch s.SSS; 1700950873.980; 2023-11-25T22:21:13.98",
                "epoch s[.S]; 1700950873.98; 2023-11-25T22:21:13.98",
            })
    void timestamps(final String spec, final String text, final LocalDateTime meant) {
        final WrittenForm form = TimeForms.of(spec).orElseThrow();
        final double millis = meant.toLocalDate().toEpochDay() * 86_400_000d
                + meant.toLocalTime().toNanoOfDay() / 1_000_000
                + meant.getNano() % 1_000_000 / 1e6;
        assertEquals(millis, form.read(text));
        assertEquals(text, form.write(millis));
        assertTrue(form.restores(text));
        assertEquals(Content.TIMESTAMP, form.content());
        assertEquals(spec, form.spec());
    }

    @ParameterizedTest
    @CsvSource({
        "HH:mm:ss,17:53:13,64393000",
        "H:mm,7:05,25500000",
        "HHmm,0705,25500000",
        "h:mm aa,12:05 am,300000",
        "h:mm aaaa,12:05 p.m.,43500000",
        "ha,10PM,79200000",
        "HH:mm:ss.SSSSSSSSS,17:53:13.378596789,64393378.596789",
        "HH:mm:ss[.S],23:59:59.999999999,86399999.999999",
    })
    void times(final String spec, final String text, final double millis) {
        assertEquals(millis, form(spec).read(text), 1e-6);
        assertTrue(form(spec).restores(text));
        assertEquals(Content.TIME, form(spec).content());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "uuuu-MM-dd; 2023-02-30",
                "uuuu-MM-dd; 2023-02-29",
                "uuuu-MM-dd; 2023-13-01",
                "uuuu-MM-dd; 2023-1-01",
                "uuuu-MM-dd; 2023-01-01x",
                "uuuu-MM-dd; 2023-01-",
                "EEE, d MMM uuuu; Tue, 30 Jan 2023",
                "d MMM uuuu; 30 JAN 2023",
                "MMMM do, uuuu; January 3th, 2023",
                "YYYY-'W'ww-e; 2021-W53-1",
                "YYYY-'W'ww-e; 2021-W00-1",
                "uuuu-DDD; 2023-366",
                "HH:mm; 24:00",
                "h:mm a; 13:00 PM",
                "uuuuMMdd; 18991231",
                "uuuuMMdd; 21010101",
                "epoch s; 17009508730",
                "epoch s; 0",
                "epoch s; -1700950873",
                "epoch ms; 1700950873",
                "epoch ns; 9999999999999999999",
            })
    void readsNothingElse(final String spec, final String text) {
        final WrittenForm form = TimeForms.of(spec).orElseThrow();
        assertEquals(Double.NaN, form.read(text));
        assertFalse(form.restores(text));
    }

    /** Digits below the microsecond are as many as the form has, repeatable, and not all zeros. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'; 2024-05-03T17:53:13.091130615Z; 26",
                "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSS'Z'; 2024-05-03T17:53:13.09113061Z; 26",
                "epoch ns; 1700950873397726713; 16",
                "epoch s.SSSSSSS; 1700950873.3977267; 17",
            })
    void finerDigits(final String spec, final String text, final int exact) {
        final WrittenForm form = TimeForms.of(spec).orElseThrow();
        assertTrue(form.restores(text));
        final String written = form.write(form.read(text));
        assertEquals(text.substring(0, exact), written.substring(0, exact));
        assertEquals(text.length(), written.length());
        assertEquals(written, form.write(form.read(text)));
        final long distinct = IntStream.range(0, 50)
                .mapToObj(i -> form.write(form.read(text) + i).substring(exact))
                .distinct()
                .count();
        assertTrue(distinct > 5, "only " + distinct);
    }

    @Test
    void everyNumberIsWritten() {
        for (final String spec : List.of(
                "uuuu-MM-dd",
                "HH:mm:ss[.S]",
                "YYYY-'W'ww-e",
                "uuuuMMddHHmmssSSSSSSSSS",
                "epoch s",
                "epoch ns",
                "M/d/yy")) {
            for (final double value : new double[] {0, -1.5, 1e18, -1e18, Double.MAX_VALUE, -Double.MAX_VALUE}) {
                assertFalse(TimeForms.of(spec).orElseThrow().write(value).isEmpty());
            }
        }
    }

    @Test
    void datesAsTimestamps() {
        final TimeForm days = form("uuuu-MM-dd");
        final TimeForm midnights = days.as(Content.TIMESTAMP);
        assertEquals("timestamp|uuuu-MM-dd", midnights.spec());
        assertEquals(days.read("2023-01-30") * 86_400_000, midnights.read("2023-01-30"));
        assertEquals("2023-01-30", midnights.write(midnights.read("2023-01-30") + 3_600_000));
        assertThrows(IllegalArgumentException.class, () -> days.as(Content.TIME));
        assertThrows(IllegalArgumentException.class, () -> form("HH:mm").as(Content.TIMESTAMP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uuuu",
                "'only text'",
                "dd/MM",
                "EEE MMM d HH:mm",
                "uuuu-MM-dd uuuu",
                "uuuu-MM-dd'T",
                "uuuu-MM-dd[HH:mm]",
                "uuuu-MM-dd hh:mm",
                "HH:mm a",
                "HH:ss",
                "HH.S",
                "EEE",
                "EEE HH:mm",
                "uuuuuuuuuuuuuuuuuuu-MM-dd",
                "pppppppppppppp1d/MM/uuuu",
                "uuuu-MM-dd VV",
                "uuuu-MM-dd2",
                "xx|dd MMM uuuu",
                "fr  upper|dd MMM uuuu",
                "timestamp|HH:mm",
                "timestamp|uuuu-MM-dd HH:mm",
                "fr three|dd MMM uuuu",
                "epoch",
                "epoch d",
                "epoch ns.S",
                "epoch us[.S]",
                "HH:mm:ss.SSSSSSSSSS",
            })
    void unknownSpecs(final String spec) {

        assertTrue(TimeForms.of(spec).isEmpty());
    }

    @Test
    void longSpecs() {
        assertTrue(TimeForms.of("uuuu-MM-dd" + "-".repeat(WrittenForm.MAX_SPEC)).isEmpty());
        assertTrue(TimeForms.of("uuuu-MM-dd'" + "x".repeat(WrittenForm.MAX_SPEC) + "'")
                .isEmpty());
    }
}
