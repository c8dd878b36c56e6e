// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Readings of meters as JSON: local times with the offset of the season, dates and points in time as whole numbers. */
final class JsonReadings {
    static final String AT = "at";
    static final String CHECKED = "checked";
    static final String RECEIVED = "received";
    static final String LOAD = "load";
    static final String METER = "meter";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final ZonedDateTime FIRST = LocalDate.of(2020, 1, 1).atStartOfDay(ZONE);
    private static final List<String> METERS = List.of("cellar", "kitchen", "workshop");

    private JsonReadings() {}

    static List<Map<String, Object>> rows(final int count) {
        final SplittableRandom random = new SplittableRandom(20);
        final List<Map<String, Object>> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            final ZonedDateTime at = FIRST.plusSeconds(random.nextLong(2 * 365 * 86_400L));
            final Map<String, Object> row = new LinkedHashMap<>();
            row.put(AT, at.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
            row.put(CHECKED, basicDate(at.toLocalDate().plusDays(1 + random.nextInt(60))));
            row.put(RECEIVED, at.plusDays(random.nextInt(30)).toInstant().toEpochMilli() + random.nextInt(1_000));
            row.put(LOAD, Math.round(100 * (2 + Math.cos(at.getHour() / 4.) + random.nextDouble())) / 100.);
            row.put(METER, METERS.get(Math.min(random.nextInt(4), 2)));
            rows.add(row);
        }
        return rows;
    }

    /** A date as a number of eight digits. */
    private static int basicDate(final LocalDate date) {
        return Integer.parseInt(date.format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    /** The day of a date that is a number of eight digits, since 1970-01-01. */
    static double epochDay(final String basicDate) {
        return LocalDate.parse(basicDate, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay();
    }

    /** The offset of a local time, with the form of the rest. */
    static String offsetForm(final String at) {
        final int offset = at.length() - "+01:00".length();
        return ColumnPair.shape(at.substring(0, offset)) + at.substring(offset);
    }

    /** The second of a local time, whatever its offset. */
    static double localSecond(final String at) {
        return OffsetDateTime.parse(at).toLocalDateTime().toEpochSecond(ZoneOffset.UTC);
    }

    /** Whether the offset is that of the season. */
    static boolean isInSeason(final String at) {
        final OffsetDateTime time = OffsetDateTime.parse(at);
        return ZONE.getRules().getOffset(time.toLocalDateTime()).equals(time.getOffset());
    }

    static byte[] write(final List<Map<String, Object>> rows) throws IOException {
        return JSON.writeValueAsBytes(rows);
    }

    static List<Map<String, Object>> read(final byte[] file) throws IOException {
        return JSON.readValue(file, new TypeReference<>() {});
    }
}
