// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.PathStep;
import io.nifigan.table.ScalarType;
import io.nifigan.table.ValueType;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A field of single values, of one type or of one among several. */
final class ScalarNode implements FieldNode {
    private final List<ScalarType> types;
    private final Set<ValueType> seen = EnumSet.noneOf(ValueType.class);
    private long present;
    private long missing;

    /** @param types as the schema declares them, 1 or more */
    ScalarNode(final List<ScalarType> types) {
        this.types = types.stream().distinct().toList();
    }

    /** Whether all values are texts. */
    boolean isText() {
        return types.stream().allMatch(type -> type.type() == ValueType.STRING);
    }

    @Override
    public void see(final Object value) {
        if (value == null) {
            missing++;
            return;
        }
        present++;
        if (types.size() > 1) {
            RecordValues.type(value).ifPresent(seen::add);
        }
    }

    /** Only a choice needs records, which say which of its types occur. */
    @Override
    public boolean needsRecords() {
        return types.size() > 1;
    }

    @Override
    public FieldNode join(final FieldNode other, final String name, final List<String> differences) {
        if (!(other instanceof ScalarNode scalar)) {
            differences.add("'%s' is of type %s instead of %s".formatted(name, other.kind(), kind()));
            return this;
        }
        final ScalarNode joined;
        if (types.size() == 1 && scalar.types.size() == 1) {
            final Optional<ScalarType> wider = FieldTypes.wider(types.getFirst(), scalar.types.getFirst());
            if (wider.isEmpty()) {
                differences.add("'%s' is %s instead of %s"
                        .formatted(
                                name,
                                scalar.types.getFirst().type(),
                                types.getFirst().type()));
            }
            joined = new ScalarNode(List.of(wider.orElse(types.getFirst())));
        } else {
            joined = new ScalarNode(
                    Stream.concat(types.stream(), scalar.types.stream()).toList());
            joined.seen.addAll(types.size() > 1 ? seen : valueTypes());
            joined.seen.addAll(scalar.types.size() > 1 ? scalar.seen : scalar.valueTypes());
        }
        joined.present = present + scalar.present;
        joined.missing = missing + scalar.missing;
        return joined;
    }

    private Set<ValueType> valueTypes() {
        return types.stream()
                .map(ScalarType::type)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ValueType.class)));
    }

    /** The type that holds all values that were seen, or all declared ones if none was. */
    private Optional<ScalarType> resolved() {
        if (seen.isEmpty()) {
            return FieldTypes.widest(types);
        }
        final Set<ScalarType> found = new LinkedHashSet<>();
        types.stream().filter(type -> seen.contains(type.type())).forEach(found::add);
        seen.stream()
                .filter(type -> types.stream().noneMatch(declared -> declared.type() == type))
                .map(ScalarType::new)
                .forEach(found::add);
        return FieldTypes.widest(List.copyOf(found));
    }

    @Override
    public void collect(final LayoutColumns columns, final List<PathStep> steps, final long missed)
            throws UnlearnableFieldException, FlowFileRejectedException {
        final ScalarType type = resolved()
                .orElseThrow(() -> columns.refused(
                        steps,
                        ("has values of types that have nothing in common, %s. Turn them into text before "
                                        + "(UpdateRecord), or ignore it")
                                .formatted(kind())));
        final boolean enumeration = types.size() == 1 && type.enumerates();
        final boolean declared =
                enumeration || types.size() > 1 && types.stream().anyMatch(one -> one.type() == type.type());
        columns.add(steps, type, declared ? types : List.of(), missing + missed == 0 && present > 0);
    }

    @Override
    public String kind() {
        return types.stream().map(type -> type.type().toString()).collect(Collectors.joining(" or "));
    }
}
