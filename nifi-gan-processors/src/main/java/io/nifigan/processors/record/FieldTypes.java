// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.table.Field;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.type.ChoiceDataType;
import org.apache.nifi.serialization.record.type.DecimalDataType;

/** Finds the one scalar type that can carry all values of a field. */
final class FieldTypes {
    private static final Set<ValueType> WHOLE = EnumSet.of(ValueType.BYTE, ValueType.SHORT, ValueType.INT, ValueType.LONG, ValueType.BIGINT);
    private static final Set<ValueType> NUMBERS = EnumSet.range(ValueType.BYTE, ValueType.DECIMAL);
    private static final Set<ValueType> POINTS_IN_TIME = EnumSet.of(ValueType.DATE, ValueType.TIMESTAMP);
    private static final Set<ValueType> TEXTS = EnumSet.of(ValueType.CHAR, ValueType.STRING);

    private FieldTypes() {
    }

    /** The field's scalar type, or nothing where it is nested or its choices have none in common. */
    static Optional<Field> scalar(final RecordField field) {
        return scalar(field.getFieldName(), field.getDataType());
    }

    private static Optional<Field> scalar(final String name, final DataType type) {
        return switch (type.getFieldType()) {
            case BOOLEAN -> plain(name, ValueType.BOOLEAN);
            case BYTE -> plain(name, ValueType.BYTE);
            case SHORT -> plain(name, ValueType.SHORT);
            case INT -> plain(name, ValueType.INT);
            case LONG -> plain(name, ValueType.LONG);
            case BIGINT -> plain(name, ValueType.BIGINT);
            case FLOAT -> plain(name, ValueType.FLOAT);
            case DOUBLE -> plain(name, ValueType.DOUBLE);
            case DECIMAL -> Optional.of(decimal(name, type));
            case CHAR -> plain(name, ValueType.CHAR);
            case STRING, ENUM, UUID -> plain(name, ValueType.STRING);
            case DATE -> plain(name, ValueType.DATE);
            case TIME -> plain(name, ValueType.TIME);
            case TIMESTAMP -> plain(name, ValueType.TIMESTAMP);
            case CHOICE -> choice(name, (ChoiceDataType) type);
            case RECORD, ARRAY, MAP -> Optional.empty();
        };
    }

    private static Optional<Field> plain(final String name, final ValueType type) {
        return Optional.of(new Field(name, type));
    }

    private static Field decimal(final String name, final DataType type) {
        return type instanceof DecimalDataType decimal
                ? new Field(name, ValueType.DECIMAL, decimal.getPrecision(), decimal.getScale())
                : new Field(name, ValueType.DECIMAL);
    }

    private static Optional<Field> choice(final String name, final ChoiceDataType choice) {
        final List<Field> candidates = new ArrayList<>();
        for (final DataType type : choice.getPossibleSubTypes()) {
            final Optional<Field> candidate = scalar(name, type);
            if (candidate.isEmpty()) {
                return Optional.empty();
            }
            candidates.add(candidate.get());
        }
        Optional<Field> widest = candidates.stream().findFirst();
        for (final Field candidate : candidates) {
            widest = widest.flatMap(field -> wider(field, candidate));
        }
        // Any scalar can be written as text, in whichever order the choices come.
        return widest.isEmpty() && candidates.stream().anyMatch(field -> field.type() == ValueType.STRING) ? plain(name, ValueType.STRING) : widest;
    }

    /** The field that carries the values of both, or nothing where there is none but text. */
    static Optional<Field> wider(final Field a, final Field b) {
        if (a.type() == b.type()) {
            return Optional.of(a.type() == ValueType.DECIMAL ? wideDecimal(a, b) : a);
        }
        final Set<ValueType> both = EnumSet.of(a.type(), b.type());
        if (NUMBERS.containsAll(both)) {
            return Optional.of(widerNumber(a, b, both));
        }
        if (POINTS_IN_TIME.containsAll(both)) {
            return plain(a.name(), ValueType.TIMESTAMP);
        }
        return TEXTS.containsAll(both) ? plain(a.name(), ValueType.STRING) : Optional.empty();
    }

    private static Field widerNumber(final Field a, final Field b, final Set<ValueType> both) {
        final Field larger = a.type().compareTo(b.type()) > 0 ? a : b;
        if (WHOLE.containsAll(both)) {
            return larger;
        }
        if (both.contains(ValueType.DECIMAL) || both.contains(ValueType.BIGINT)) {
            return new Field(a.name(), ValueType.DECIMAL);
        }
        final boolean exactInFloat = both.contains(ValueType.FLOAT) && (both.contains(ValueType.BYTE) || both.contains(ValueType.SHORT));
        return new Field(a.name(), exactInFloat ? ValueType.FLOAT : ValueType.DOUBLE);
    }

    private static Field wideDecimal(final Field a, final Field b) {
        if (a.precision() == 0 || b.precision() == 0) {
            return new Field(a.name(), ValueType.DECIMAL);
        }
        final int scale = Math.max(a.scale(), b.scale());
        final int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return new Field(a.name(), ValueType.DECIMAL, whole + scale, scale);
    }
}
