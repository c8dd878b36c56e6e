// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds identifiers that are put together from two other columns of texts. The rule must hold in every row, missing
 * where a part is, and at least {@value #EVIDENCE} rows must have different values in the whole.
 */
public final class ConcatRules {
    private static final int EVIDENCE = 20;
    private static final int LONGEST_SEPARATOR = 3;

    private ConcatRules() {}

    /** At most one rule a column; no part is put together itself. */
    public static List<ConcatRule> find(final Table table) {
        final int[] texts = IntStream.range(0, table.columns().size())
                .filter(c -> {
                    final ColumnKind kind = table.column(c).kind();
                    return kind == ColumnKind.IDENTIFIER || kind == ColumnKind.CATEGORY;
                })
                .toArray();
        final List<ConcatRule> found = new ArrayList<>();
        final Set<Integer> wholes = new HashSet<>();
        for (final int whole : texts) {
            if (table.column(whole).kind() == ColumnKind.IDENTIFIER) {
                rule(table, whole, texts, wholes).ifPresent(rule -> {
                    found.add(rule);
                    wholes.add(whole);
                });
            }
        }
        return found.stream()
                .filter(rule -> !wholes.contains(rule.first()) && !wholes.contains(rule.second()))
                .toList();
    }

    private static Optional<ConcatRule> rule(
            final Table table, final int whole, final int[] texts, final Set<Integer> wholes) {
        for (final int first : texts) {
            for (final int second : texts) {
                if (first != whole
                        && second != whole
                        && first != second
                        && !wholes.contains(first)
                        && !wholes.contains(second)) {
                    final String separator = separator(table, whole, first, second);
                    if (separator != null) {
                        return Optional.of(new ConcatRule(whole, first, separator, second));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** What stands between two columns in a third in every row, or null where they do not make it up. */
    private static String separator(final Table table, final int whole, final int first, final int second) {
        String separator = null;
        final Set<Integer> different = new HashSet<>();
        for (int r = 0; r < table.rows(); r++) {
            if (table.isMissing(whole, r) != (table.isMissing(first, r) || table.isMissing(second, r))) {
                return null;
            }
            if (table.isMissing(whole, r)) {
                continue;
            }
            final String text = text(table, whole, r);
            final String start = text(table, first, r);
            final String end = text(table, second, r);
            final int between = text.length() - start.length() - end.length();
            if (start.isEmpty()
                    || end.isEmpty()
                    || between < 0
                    || between > LONGEST_SEPARATOR
                    || !text.startsWith(start)
                    || !text.endsWith(end)) {
                return null;
            }
            final String here = text.substring(start.length(), start.length() + between);
            if (separator != null && !separator.equals(here)) {
                return null;
            }
            separator = here;
            if (different.size() < EVIDENCE) {
                different.add(table.codes(whole)[r]);
            }
        }
        return different.size() < EVIDENCE ? null : separator;
    }

    private static String text(final Table table, final int column, final int row) {
        return table.dictionary(column).get(table.codes(column)[row]);
    }
}
