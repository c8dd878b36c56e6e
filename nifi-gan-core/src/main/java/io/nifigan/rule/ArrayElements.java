// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.PathStep;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds arrays whose elements have no order, such as the pixels of an image; the elements of others, such as
 * percentiles or times, ascend or descend.
 */
final class ArrayElements {
    private ArrayElements() {}

    /**
     * The columns that are elements of arrays that neither ascend nor descend in every row. Among so many columns some
     * are below others in every row by chance (an image's corner is hardly ever brighter than its middle); as rules,
     * they would only reject generated rows.
     */
    static Set<Integer> unordered(final Table table) {
        final Map<List<PathStep>, List<Integer>> arrays = new LinkedHashMap<>();
        for (int c = 0; c < table.columns().size(); c++) {
            final Column column = table.column(c);
            if (column.field().path() != null && column.field().path().endsInElement()) {
                final List<PathStep> steps = column.field().steps();
                arrays.computeIfAbsent(steps.subList(0, steps.size() - 1), array -> new ArrayList<>())
                        .add(c);
            }
        }
        final Set<Integer> unordered = new HashSet<>();
        arrays.values().stream()
                .filter(elements -> !isAscending(table, elements) && !isAscending(table, elements.reversed()))
                .forEach(unordered::addAll);
        return unordered;
    }

    private static boolean isAscending(final Table table, final List<Integer> elements) {
        for (int i = 1; i < elements.size(); i++) {
            final double[] before = table.numbers(elements.get(i - 1));
            final double[] after = table.numbers(elements.get(i));
            if (before == null || after == null) {
                return false;
            }
            for (int r = 0; r < before.length; r++) {
                if (before[r] > after[r]) {
                    return false;
                }
            }
        }
        return true;
    }
}
