// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.table.FieldPath;
import io.nifigan.table.PathStep;
import io.nifigan.table.ScalarType;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ArrayDataType;
import org.apache.nifi.serialization.record.type.ChoiceDataType;
import org.apache.nifi.serialization.record.type.MapDataType;
import org.apache.nifi.serialization.record.type.RecordDataType;

/** Turns NiFi's schemas into trees of {@link FieldNode}s. */
final class FieldNodes {
    private final Set<String> ignored;
    private final Set<String> left = new LinkedHashSet<>();

    /** @param ignored names of fields to leave out, with all that is in them */
    FieldNodes(final Set<String> ignored) {
        this.ignored = ignored;
    }

    /** The names of the fields that were left out. */
    Set<String> left() {
        return left;
    }

    RecordNode of(final RecordSchema schema) {
        final Map<String, FieldNode> fields = new LinkedHashMap<>();
        for (final RecordField field : schema.getFields()) {
            try {
                fields.putAll(record(List.of(field), List.of()).fields());
            } catch (final UnlearnableFieldException e) {
                // A record that holds itself several times would take very long if each were left out alone.
                fields.put(
                        field.getFieldName(),
                        new UnlearnableNode(field.getDataType().getFieldType().toString(), e.getMessage()));
            }
        }
        return new RecordNode(fields);
    }

    private RecordNode record(final List<RecordField> schema, final List<PathStep> steps)
            throws UnlearnableFieldException {
        final Map<String, FieldNode> fields = new LinkedHashMap<>();
        for (final RecordField field : schema) {
            final List<PathStep> inner = LayoutColumns.with(steps, PathStep.field(field.getFieldName()));
            if (ignored.contains(FieldPath.name(inner))) {
                left.add(FieldPath.name(inner));
            } else {
                fields.put(field.getFieldName(), of(field.getDataType(), inner));
            }
        }
        return new RecordNode(fields);
    }

    private FieldNode of(final DataType type, final List<PathStep> steps) throws UnlearnableFieldException {
        // One step is for whether the innermost part is there.
        if (steps.size() >= FieldPath.MAX_STEPS) {
            throw new UnlearnableFieldException(
                    ("The field '%s' is nested more than %d deep: flatten it before (FlattenJson), or ignore it")
                            .formatted(steps.getFirst().name(), FieldPath.MAX_STEPS - 1));
        }
        return switch (type) {
            case ChoiceDataType choice -> choice(choice, steps);
            case RecordDataType record
            when record.getChildSchema() != null ->
                record(record.getChildSchema().getFields(), steps);
            case ArrayDataType array ->
                new ArrayNode(
                        array.getElementType() == null
                                ? new ScalarNode(List.of(new ScalarType(ValueType.STRING)))
                                : of(array.getElementType(), LayoutColumns.with(steps, PathStep.NO_ELEMENT)));
            case MapDataType map -> map(map.getValueType(), steps);
            default -> plain(type);
        };
    }

    private static FieldNode plain(final DataType type) {
        return switch (type.getFieldType()) {
            case RECORD -> new RecordNode(Map.of());
            case ARRAY -> new ArrayNode(new ScalarNode(List.of(new ScalarType(ValueType.STRING))));
            case MAP -> new MapNode(() -> new ScalarNode(List.of(new ScalarType(ValueType.STRING))));
            default -> new ScalarNode(List.of(FieldTypes.scalar(type)));
        };
    }

    private MapNode map(final DataType values, final List<PathStep> steps) throws UnlearnableFieldException {
        if (values == null) {
            return new MapNode(() -> new ScalarNode(List.of(new ScalarType(ValueType.STRING))));
        }
        final List<PathStep> inner = LayoutColumns.with(steps, PathStep.NO_KEY);
        of(values, inner);
        return new MapNode(() -> {
            try {
                return of(values, inner);
            } catch (final UnlearnableFieldException e) {
                throw new IllegalStateException("The same type was taken before", e);
            }
        });
    }

    /**
     * A choice of arrays is an array of choices, and so on, so that what is left to choose are single values and one
     * nested type.
     */
    private FieldNode choice(final ChoiceDataType choice, final List<PathStep> steps) throws UnlearnableFieldException {
        final List<ScalarType> scalars = new ArrayList<>();
        final List<DataType> nested = new ArrayList<>();
        for (final DataType type : choice.getPossibleSubTypes()) {
            if (type instanceof ChoiceDataType inner) {
                for (final DataType one : inner.getPossibleSubTypes()) {
                    sort(one, scalars, nested);
                }
            } else {
                sort(type, scalars, nested);
            }
        }
        if (nested.isEmpty()) {
            return new ScalarNode(scalars.isEmpty() ? List.of(new ScalarType(ValueType.STRING)) : scalars);
        }
        final DataType merged;
        try {
            merged = merged(nested, steps);
        } catch (final UnlearnableFieldException e) {
            return new UnlearnableNode(choice.getFieldType().toString(), e.getMessage());
        }
        final FieldNode node = of(merged, steps);
        return scalars.isEmpty() ? node : new ChoiceNode(new ScalarNode(scalars), node);
    }

    private static void sort(final DataType type, final List<ScalarType> scalars, final List<DataType> nested) {
        if (FieldTypes.isNested(type)) {
            nested.add(type);
        } else if (type.getFieldType() != RecordFieldType.CHOICE) {
            scalars.add(FieldTypes.scalar(type));
        }
    }

    private static DataType merged(final List<DataType> types, final List<PathStep> steps)
            throws UnlearnableFieldException {
        if (types.size() == 1) {
            return types.getFirst();
        }
        if (types.stream().allMatch(ArrayDataType.class::isInstance)) {
            return RecordFieldType.ARRAY.getArrayDataType(choiceOf(types.stream()
                    .map(type -> ((ArrayDataType) type).getElementType())
                    .toList()));
        }
        if (types.stream().allMatch(MapDataType.class::isInstance)) {
            return RecordFieldType.MAP.getMapDataType(choiceOf(types.stream()
                    .map(type -> ((MapDataType) type).getValueType())
                    .toList()));
        }
        if (types.stream().allMatch(type -> type instanceof RecordDataType record && record.getChildSchema() != null)) {
            final Map<String, List<DataType>> fields = new LinkedHashMap<>();
            types.forEach(type -> ((RecordDataType) type)
                    .getChildSchema()
                    .getFields()
                    .forEach(field -> fields.computeIfAbsent(field.getFieldName(), name -> new ArrayList<>())
                            .add(field.getDataType())));
            final List<RecordField> all = new ArrayList<>();
            fields.forEach((name, dataTypes) -> all.add(new RecordField(name, choiceOf(dataTypes))));
            return RecordFieldType.RECORD.getRecordDataType(new org.apache.nifi.serialization.SimpleRecordSchema(all));
        }
        throw new UnlearnableFieldException(
                ("The field '%s' is a choice between types that have nothing in common: %s. Bring it to one form "
                                + "before (ScriptedTransformRecord, JoltTransformRecord), or ignore it")
                        .formatted(
                                FieldPath.name(steps),
                                String.join(
                                        ", ",
                                        types.stream()
                                                .map(type -> type.getFieldType().toString())
                                                .toList())));
    }

    private static DataType choiceOf(final List<DataType> types) {
        final List<DataType> distinct =
                types.stream().filter(type -> type != null).distinct().toList();
        if (distinct.isEmpty()) {
            return RecordFieldType.STRING.getDataType();
        }
        return distinct.size() == 1 ? distinct.getFirst() : RecordFieldType.CHOICE.getChoiceDataType(distinct);
    }
}
