// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.IdentifierMeaning;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * What the user said of single columns.
 *
 * @param ignored  names of columns to leave out
 * @param kinds    kinds that were set, by column
 * @param meanings what identifiers are where that was set, by column
 * @param targets  names of the columns that matter most
 */
record ColumnChoices(Set<String> ignored, Map<String, ColumnKind> kinds, Map<String, IdentifierMeaning> meanings, List<String> targets) {
    static ColumnChoices of(final Map<String, ColumnOverride> overrides, final Collection<String> ignored, final List<String> targets) {
        final Set<String> allIgnored = new LinkedHashSet<>(ignored);
        final Map<String, ColumnKind> kinds = new LinkedHashMap<>();
        overrides.forEach((name, override) -> override.kind().ifPresentOrElse(kind -> kinds.put(name, kind), () -> allIgnored.add(name)));
        final Map<String, IdentifierMeaning> meanings = new LinkedHashMap<>();
        overrides.forEach((name, override) -> override.meaning().ifPresent(meaning -> meanings.put(name, meaning)));
        return new ColumnChoices(allIgnored, kinds, meanings, targets);
    }

    /**
     * Refuses records that lack a column which was named: a name mistyped under 'ignore' would else train on what was to be left out.
     *
     * @throws FlowFileRejectedException with the names that are missing
     */
    void check(final RecordSchema schema) throws FlowFileRejectedException {
        final Set<String> missing = new LinkedHashSet<>(ignored);
        missing.addAll(kinds.keySet());
        missing.addAll(targets);
        final List<String> names = schema.getFieldNames();
        missing.removeAll(names);
        if (!missing.isEmpty()) {
            throw new FlowFileRejectedException("The processor's properties name columns that the records do not have: %s. They have: %s"
                    .formatted(String.join(", ", missing), String.join(", ", names.subList(0, Math.min(50, names.size())))));
        }
        if (targets.stream().anyMatch(ignored::contains)) {
            throw new FlowFileRejectedException("A column cannot be both a target and ignored: take it out of Target Columns or of those to ignore");
        }
    }
}
