// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.util.ArrayList;
import java.util.List;

/** Warnings about the texts of a table: one sentence each, none with a value. */
public final class TextWarnings {
    private TextWarnings() {}

    /**
     * The warnings about a table's columns.
     *
     * @param names the columns' names
     * @param generated whether a column's texts are made anew in the pattern that they have
     * @param dictionaries each column's distinct texts; null where it has none
     */
    public static List<String> of(
            final List<String> names, final List<Boolean> generated, final List<List<String>> dictionaries) {
        final List<String> warnings = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            final List<String> texts = dictionaries.get(c);
            if (texts == null) {
                continue;
            }
            final String column = "Column '%s': ".formatted(names.get(c));
            TextSigns.encoding(names.get(c), texts).ifPresent(sign -> warnings.add(column + sign));
            if (generated.get(c)) {
                CellStructure.of(texts).ifPresent(structure -> warnings.add(column + structure.warning()));
            }
        }
        if (names.size() == 1 && dictionaries.getFirst() != null) {
            TextSigns.separator(dictionaries.getFirst())
                    .ifPresent(separator -> warnings.add(
                            ("The only column, '%s', holds the same number of %s in nearly all values, as lines do that "
                                            + "were not split into cells; set the reader's Value Separator to %s")
                                    .formatted(
                                            names.getFirst(),
                                            CsvDialect.plural(separator),
                                            CsvDialect.name(separator))));
        }
        return warnings;
    }
}
