// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.relational.rows.Frame;
import io.nifigan.sample.Identifiers;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Draws rows of a table without parents until there are enough whose natural keys are new and whose plans are possible.
 */
final class PossibleParents {
    /** The most rounds of drawing rows again because their natural keys repeat. */
    private static final int MAX_ROUNDS = 20;

    private PossibleParents() {}

    /** Rows whose natural keys are new, and whose children end in time; fewer than wanted where there are too few. */
    static Table draw(final Sampler sampler, final TablePart.Root root, final int rows, final SampleSettings settings)
            throws SamplingException {
        final List<int[]> natural = new ArrayList<>();
        for (final List<String> columns : root.frame().schema().once()) {
            final int[] indices = columns.stream()
                    .mapToInt(column -> Frame.index(root.model().columns(), column))
                    .toArray();
            if (Arrays.stream(indices).allMatch(c -> c >= 0)) {
                natural.add(indices);
            }
        }
        if (natural.isEmpty() && root.frame().ends().isEmpty()) {
            return sampler.next(rows);
        }
        final Set<List<Object>> seen = new HashSet<>();
        final List<Table> parts = new ArrayList<>();
        int found = 0;
        for (int round = 0; round < MAX_ROUNDS && found < rows; round++) {
            final Table drawn = sampler.next(rows);
            // Where a model hardly plans any other children, those that end too late are cut short.
            final boolean late = round >= MAX_ROUNDS / 2;
            final int[] fresh = IntStream.range(0, drawn.rows())
                    .filter(r -> (late || endsInTime(drawn, r, root.frame().ends())) && isNew(drawn, r, natural, seen))
                    .limit(rows - found)
                    .toArray();
            parts.add(drawn.select(fresh));
            found += fresh.length;
        }
        final Table all = Table.concatenate(parts);
        final boolean named = natural.stream()
                .flatMapToInt(Arrays::stream)
                .anyMatch(c -> all.column(c).kind() == ColumnKind.IDENTIFIER);
        // Rows that were not taken leave gaps, so identifiers that count up would go beyond the number of rows.
        return named ? all : Identifiers.fill(root.model().encoder(), all, settings.seed(), settings.firstRow());
    }

    /** Whether no children are planned after the latest of real ones. */
    private static boolean endsInTime(final Table table, final int row, final Map<String, Double> ends) {
        return ends.entrySet().stream().noneMatch(end -> {
            final int first = Frame.index(table.columns(), end.getKey() + FamilySummary.FIRST);
            final int span = Frame.index(table.columns(), end.getKey() + FamilySummary.SPAN);
            return table.numbers(first)[row] + table.numbers(span)[row] > end.getValue();
        });
    }

    private static boolean isNew(
            final Table table, final int row, final List<int[]> natural, final Set<List<Object>> seen) {
        final List<List<Object>> keys = new ArrayList<>();
        for (int k = 0; k < natural.size(); k++) {
            final List<Object> key = new ArrayList<>();
            key.add(k);
            for (final int column : natural.get(k)) {
                key.add(table.value(column, row));
            }
            keys.add(key);
        }
        return keys.isEmpty() || keys.stream().noneMatch(seen::contains) && seen.addAll(keys);
    }
}
