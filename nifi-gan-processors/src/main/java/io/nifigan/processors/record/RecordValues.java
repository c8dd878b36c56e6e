// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.table.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;

/** Converts single values between NiFi's records and tables. Times of both are in this machine's time zone. */
final class RecordValues {
    private RecordValues() {}

    /**
     * A value of a record as a table takes it: Boolean, Number, Character, String, LocalDate, LocalTime or
     * LocalDateTime; null for anything else.
     */
    static Object toTable(final Object value, final ValueType type) {
        final Object scalar = scalar(value);
        if (scalar == null) {
            return null;
        }
        if (type == ValueType.STRING && !(scalar instanceof String)) {
            return scalar.toString();
        }
        return type == ValueType.TIMESTAMP && scalar instanceof LocalDate date ? date.atStartOfDay() : scalar;
    }

    private static Object scalar(final Object value) {
        return switch (value) {
            case null -> null;
            case Boolean b -> b;
            case Number n -> n;
            case Character c -> c;
            case CharSequence text -> text.toString();
            case UUID uuid -> uuid.toString();
            case Enum<?> constant -> constant.name();
            case Date date -> date.toLocalDate();
            // Time.toLocalTime() drops the milliseconds.
            case Time time -> local(Instant.ofEpochMilli(time.getTime())).toLocalTime();
            case Timestamp timestamp -> timestamp.toLocalDateTime();
            case java.util.Date date -> local(date.toInstant());
            case LocalDate date -> date;
            case LocalTime time -> time;
            case LocalDateTime time -> time;
            case OffsetDateTime time -> local(time.toInstant());
            case ZonedDateTime time -> local(time.toInstant());
            case Instant instant -> local(instant);
            default -> null;
        };
    }

    /** The type of a single value; empty for anything else. */
    static Optional<ValueType> type(final Object value) {
        return Optional.ofNullable(
                switch (scalar(value)) {
                    case Boolean b -> ValueType.BOOLEAN;
                    case Byte b -> ValueType.BYTE;
                    case Short s -> ValueType.SHORT;
                    case Integer i -> ValueType.INT;
                    case Long l -> ValueType.LONG;
                    case BigInteger i -> ValueType.BIGINT;
                    case Float f -> ValueType.FLOAT;
                    case Double d -> ValueType.DOUBLE;
                    case BigDecimal d -> ValueType.DECIMAL;
                    case Character c -> ValueType.CHAR;
                    case String text -> ValueType.STRING;
                    case LocalDate date -> ValueType.DATE;
                    case LocalTime time -> ValueType.TIME;
                    case LocalDateTime time -> ValueType.TIMESTAMP;
                    case null, default -> null;
                });
    }

    private static LocalDateTime local(final Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneId.systemDefault());
    }

    /**
     * A value of a table as record readers deliver it: dates and times in the classes of java.sql, which every writer
     * accepts.
     */
    static Object toRecord(final Object value) {
        return switch (value) {
            case LocalDate date -> Date.valueOf(date);
            case LocalTime time ->
                new Time(time.atDate(LocalDate.EPOCH)
                        .atZone(ZoneId.systemDefault())
                        .toInstant()
                        .toEpochMilli());
            case LocalDateTime time -> Timestamp.valueOf(time);
            case null, default -> value;
        };
    }
}
