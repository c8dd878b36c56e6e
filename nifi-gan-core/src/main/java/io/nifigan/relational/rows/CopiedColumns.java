// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Finds columns of texts that equal a column of a row that is referred to in every row, such as a customer's city. */
public final class CopiedColumns {
    /** The largest share of pairs of rows that may be equal by chance for equal columns to say something. */
    private static final double MAX_BY_CHANCE = .9;
    /** The most texts from which another column follows. */
    private static final int MAX_VALUES = 5_000;

    private CopiedColumns() {}

    /**
     * A column that is copied.
     *
     * @param target the index of the column
     * @param source the index of the column that it equals, or that it follows from
     * @param values by the text of the source that of the target; null where they are equal
     */
    public record Copy(int target, int source, Map<String, String> values) {
        public Copy {
            values = values == null ? null : new TreeMap<>(values);
        }

        /** A column that equals another. */
        public static Copy of(final int target, final int source) {
            return new Copy(target, source, null);
        }

        /** The target's text for one of the source, null for missing. */
        String text(final String source) {
            return source == null || values == null ? source : values.get(source);
        }

        /** Adds the column to others. */
        public void addTo(final Frame frame, final Column column, final Table joined) {
            final String[] texts = new String[joined.rows()];
            for (int r = 0; r < texts.length; r++) {
                texts[r] = text(Frame.text(joined, source, r));
            }
            frame.add(column, texts);
        }

        /** Whether the column is copied in every row. */
        public boolean holdsIn(final Table joined) {
            for (int r = 0; r < joined.rows(); r++) {
                if (!Objects.equals(text(Frame.text(joined, source, r)), Frame.text(joined, target, r))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * The column that follows from a copied one, as some rows have it. Null where it has several texts for one of the
     * source, or there are too many.
     */
    public static Copy following(final Table joined, final int target, final int source) {
        final Map<String, String> values = new TreeMap<>();
        for (int r = 0; r < joined.rows(); r++) {
            final String key = Frame.text(joined, source, r);
            final String value = Frame.text(joined, target, r);
            final boolean first = key != null && value != null && !values.containsKey(key);
            if (first && values.size() < MAX_VALUES) {
                values.put(key, value);
            } else if (key == null ? value != null : !Objects.equals(values.get(key), value)) {
                return null;
            }
        }
        return new Copy(target, source, values);
    }

    /**
     * Finds columns among joined rows.
     *
     * @param joined rows with the columns of those that they refer to
     * @param own the number of the rows' own columns, which come first
     */
    public static List<Copy> find(final Table joined, final int own) {
        final List<Copy> found = new ArrayList<>();
        for (int target = 0; target < own; target++) {
            for (int source = own;
                    isText(joined.column(target)) && source < joined.columns().size();
                    source++) {
                if (isText(joined.column(source))
                        && Copy.of(target, source).holdsIn(joined)
                        && varies(joined.codes(target))) {
                    found.add(Copy.of(target, source));
                    break;
                }
            }
        }
        return found;
    }

    /** Whether a column has texts that can be copied. */
    public static boolean isText(final Column column) {
        return column.kind() == ColumnKind.CATEGORY && !column.field().marksForm();
    }

    private static boolean varies(final int[] codes) {
        final Map<Integer, Integer> counts = new HashMap<>();
        Arrays.stream(codes).forEach(code -> counts.merge(code, 1, Integer::sum));
        return counts.values().stream()
                        .mapToDouble(count -> Math.pow((double) count / codes.length, 2))
                        .sum()
                < MAX_BY_CHANCE;
    }
}
