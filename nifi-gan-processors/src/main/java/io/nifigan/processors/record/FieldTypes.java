// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.table.ScalarType;
import io.nifigan.table.ValueType;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.type.DecimalDataType;
import org.apache.nifi.serialization.record.type.EnumDataType;

/**
 * Converts types of single values between NiFi's schemas and tables, and finds the type that holds the values of
 * several.
 */
final class FieldTypes {
    /** The digits of Decimal128, which every format can hold: for decimals of unknown precision. */
    private static final int WIDEST_PRECISION = 34;

    private static final int WIDEST_SCALE = 10;
    private static final Set<ValueType> WHOLE =
            EnumSet.of(ValueType.BYTE, ValueType.SHORT, ValueType.INT, ValueType.LONG, ValueType.BIGINT);
    private static final Set<ValueType> NUMBERS = EnumSet.range(ValueType.BYTE, ValueType.DECIMAL);
    private static final Set<ValueType> POINTS_IN_TIME = EnumSet.of(ValueType.DATE, ValueType.TIMESTAMP);
    private static final Set<ValueType> TEXTS = EnumSet.of(ValueType.CHAR, ValueType.STRING);

    private FieldTypes() {}

    /** The type of single values; not of records, arrays, maps and choices. */
    static ScalarType scalar(final DataType type) {
        return switch (type.getFieldType()) {
            case BOOLEAN -> new ScalarType(ValueType.BOOLEAN);
            case BYTE -> new ScalarType(ValueType.BYTE);
            case SHORT -> new ScalarType(ValueType.SHORT);
            case INT -> new ScalarType(ValueType.INT);
            case LONG -> new ScalarType(ValueType.LONG);
            case BIGINT -> new ScalarType(ValueType.BIGINT);
            case FLOAT -> new ScalarType(ValueType.FLOAT);
            case DOUBLE -> new ScalarType(ValueType.DOUBLE);
            case DECIMAL ->
                type instanceof DecimalDataType decimal
                        ? new ScalarType(ValueType.DECIMAL, decimal.getPrecision(), decimal.getScale(), List.of())
                        : new ScalarType(ValueType.DECIMAL);
            case CHAR -> new ScalarType(ValueType.CHAR);
            case ENUM ->
                type instanceof EnumDataType enumeration && enumeration.getEnums() != null
                        ? new ScalarType(ValueType.STRING, 0, 0, enumeration.getEnums())
                        : new ScalarType(ValueType.STRING);
            case STRING, UUID -> new ScalarType(ValueType.STRING);
            case DATE -> new ScalarType(ValueType.DATE);
            case TIME -> new ScalarType(ValueType.TIME);
            case TIMESTAMP -> new ScalarType(ValueType.TIMESTAMP);
            case CHOICE, RECORD, ARRAY, MAP ->
                throw new IllegalArgumentException(type + " is no type of single values");
        };
    }

    static boolean isNested(final DataType type) {
        return type.getFieldType() == RecordFieldType.RECORD
                || type.getFieldType() == RecordFieldType.ARRAY
                || type.getFieldType() == RecordFieldType.MAP;
    }

    /** NiFi's type for a type of a table. */
    static DataType dataType(final ScalarType type) {
        return switch (type.type()) {
            case BOOLEAN -> RecordFieldType.BOOLEAN.getDataType();
            case BYTE -> RecordFieldType.BYTE.getDataType();
            case SHORT -> RecordFieldType.SHORT.getDataType();
            case INT -> RecordFieldType.INT.getDataType();
            case LONG -> RecordFieldType.LONG.getDataType();
            case BIGINT -> RecordFieldType.BIGINT.getDataType();
            case FLOAT -> RecordFieldType.FLOAT.getDataType();
            case DOUBLE -> RecordFieldType.DOUBLE.getDataType();
            case DECIMAL ->
                type.precision() > 0
                        ? RecordFieldType.DECIMAL.getDecimalDataType(type.precision(), type.scale())
                        : RecordFieldType.DECIMAL.getDecimalDataType(WIDEST_PRECISION, WIDEST_SCALE);
            case CHAR -> RecordFieldType.CHAR.getDataType();
            case STRING ->
                type.enumerates()
                        ? RecordFieldType.ENUM.getEnumDataType(type.symbols())
                        : RecordFieldType.STRING.getDataType();
            case DATE -> RecordFieldType.DATE.getDataType();
            case TIME -> RecordFieldType.TIME.getDataType();
            case TIMESTAMP -> RecordFieldType.TIMESTAMP.getDataType();
        };
    }

    /** The type that holds the values of all types, in any order; empty if there is none. */
    static Optional<ScalarType> widest(final List<ScalarType> types) {
        Optional<ScalarType> widest = types.stream().findFirst();
        for (final ScalarType type : types) {
            widest = widest.flatMap(found -> wider(found, type));
        }
        // Any value can be written as text.
        return widest.isEmpty() && types.stream().anyMatch(type -> type.type() == ValueType.STRING)
                ? Optional.of(new ScalarType(ValueType.STRING))
                : widest;
    }

    /** The type that holds the values of both; empty if only text does. */
    static Optional<ScalarType> wider(final ScalarType a, final ScalarType b) {
        if (a.enumerates() && b.enumerates()) {
            final Set<String> symbols = new LinkedHashSet<>(a.symbols());
            symbols.addAll(b.symbols());
            return Optional.of(new ScalarType(ValueType.STRING, 0, 0, List.copyOf(symbols)));
        }
        if (a.type() == b.type()) {
            return Optional.of(a.type() == ValueType.DECIMAL ? wideDecimal(a, b) : new ScalarType(a.type()));
        }
        final Set<ValueType> both = EnumSet.of(a.type(), b.type());
        if (NUMBERS.containsAll(both)) {
            return Optional.of(widerNumber(a, b, both));
        }
        if (POINTS_IN_TIME.containsAll(both)) {
            return Optional.of(new ScalarType(ValueType.TIMESTAMP));
        }
        return TEXTS.containsAll(both) ? Optional.of(new ScalarType(ValueType.STRING)) : Optional.empty();
    }

    private static ScalarType widerNumber(final ScalarType a, final ScalarType b, final Set<ValueType> both) {
        if (WHOLE.containsAll(both)) {
            return a.type().compareTo(b.type()) > 0 ? a : b;
        }
        if (both.contains(ValueType.DECIMAL) || both.contains(ValueType.BIGINT)) {
            return new ScalarType(ValueType.DECIMAL);
        }
        final boolean exactInFloat =
                both.contains(ValueType.FLOAT) && (both.contains(ValueType.BYTE) || both.contains(ValueType.SHORT));
        return new ScalarType(exactInFloat ? ValueType.FLOAT : ValueType.DOUBLE);
    }

    private static ScalarType wideDecimal(final ScalarType a, final ScalarType b) {
        if (a.precision() == 0 || b.precision() == 0) {
            return new ScalarType(ValueType.DECIMAL);
        }
        final int scale = Math.max(a.scale(), b.scale());
        final int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return new ScalarType(ValueType.DECIMAL, whole + scale, scale, List.of());
    }
}
