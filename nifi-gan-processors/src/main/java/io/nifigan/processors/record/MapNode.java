// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.PathStep;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A map with text keys. Frequent keys become columns. Rare ones are left out, because they cannot be learnt and may be
 * names of people.
 */
final class MapNode implements FieldNode {
    /** The maximum number of keys that become columns. */
    static final int MAX_KEYS = 100;

    static final double MIN_SHARE = .01;
    static final int MIN_RECORDS = 5;
    /** The maximum number of keys that are counted; more than that are data and not fields. */
    private static final int MAX_COUNTED = 10_000;

    private final Supplier<FieldNode> value;
    private final FieldNode prototype;
    private final Map<String, FieldNode> values = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private long present;
    private long absent;

    /** @param value makes the node for the values of a key */
    MapNode(final Supplier<FieldNode> value) {
        this(value, value.get());
    }

    private MapNode(final Supplier<FieldNode> value, final FieldNode prototype) {
        this.value = value;
        this.prototype = prototype;
    }

    @Override
    public void see(final Object seen) {
        if (!NestedValues.isRecord(seen)) {
            absent++;
            return;
        }
        present++;
        for (final String key : NestedValues.keys(seen)) {
            final Object member = NestedValues.member(seen, key);
            if (member != null && (values.containsKey(key) || values.size() < MAX_COUNTED)) {
                values.computeIfAbsent(key, unknown -> value.get()).see(member);
                counts.merge(key, 1L, Long::sum);
            }
        }
    }

    @Override
    public boolean needsRecords() {
        return true;
    }

    @Override
    public FieldNode join(final FieldNode other, final String name, final List<String> differences) {
        if (!(other instanceof MapNode map)) {
            differences.add("'%s' is of type %s instead of MAP".formatted(name, other.kind()));
            return this;
        }
        final MapNode both = new MapNode(value, prototype.join(map.prototype, name + ".*", differences));
        both.values.putAll(values);
        map.values.forEach((key, node) ->
                both.values.merge(key, node, (mine, theirs) -> mine.join(theirs, name + ".*", differences)));
        both.counts.putAll(counts);
        map.counts.forEach((key, count) -> both.counts.merge(key, count, Long::sum));
        both.present = present + map.present;
        both.absent = absent + map.absent;
        return both;
    }

    @Override
    public void collect(final LayoutColumns columns, final List<PathStep> steps, final long missed)
            throws UnlearnableFieldException, FlowFileRejectedException {
        columns.name(steps);
        if (absent + missed > 0) {
            columns.addPresence(steps);
        }
        final List<String> common = counts.keySet().stream()
                .filter(key -> counts.get(key) >= Math.max(MIN_RECORDS, MIN_SHARE * present))
                .sorted(Comparator.<String>comparingLong(counts::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_KEYS)
                .sorted()
                .toList();
        int added = 0;
        for (final String key : common) {
            final List<PathStep> inner = LayoutColumns.with(steps, PathStep.key(key));
            if (!columns.isIgnored(inner)) {
                values.get(key).collect(columns, inner, present - counts.get(key));
                added++;
            }
        }
        counts.keySet().stream()
                .filter(key -> !common.contains(key))
                .forEach(key -> columns.name(LayoutColumns.with(steps, PathStep.key(key))));
        if (added == 0) {
            columns.addPlaceholder(steps, PathStep.NO_KEY, prototype);
        }
        columns.noteRareKeys(steps, counts.size() - common.size());
    }

    @Override
    public String kind() {
        return "MAP";
    }
}
