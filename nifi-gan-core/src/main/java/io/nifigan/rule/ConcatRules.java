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
 * Finds identifiers that are the concatenation of two other text columns. The rule must hold in every row (with the
 * identifier missing where a part is missing), and the identifier must have at least {@value #MIN_DISTINCT} distinct
 * values.
 */
public final class ConcatRules {
    private static final int MIN_DISTINCT = 20;
    private static final int MAX_SEPARATOR_LENGTH = 3;

    private ConcatRules() {}

    /** Finds at most one rule for each identifier; no part is a concatenation itself. */
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

    /** The separator with which two columns make up a third in every row, or null where they do not. */
    private static String separator(final Table table, final int whole, final int first, final int second) {
        String separator = null;
        final Set<Integer> distinct = new HashSet<>();
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
                    || between > MAX_SEPARATOR_LENGTH
                    || !text.startsWith(start)
                    || !text.endsWith(end)) {
                return null;
            }
            final String here = text.substring(start.length(), start.length() + between);
            if (separator != null && !separator.equals(here)) {
                return null;
            }
            separator = here;
            if (distinct.size() < MIN_DISTINCT) {
                distinct.add(table.codes(whole)[r]);
            }
        }
        return distinct.size() < MIN_DISTINCT ? null : separator;
    }

    private static String text(final Table table, final int column, final int row) {
        return table.dictionary(column).get(table.codes(column)[row]);
    }
}
