// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.util.ArrayList;
import java.util.List;

/** Warnings about the texts of a table: one sentence each, none with a value. */
public final class TextWarnings {
    private TextWarnings() {}

    /**
     * The warnings about a column.
     *
     * @param name the column's name
     * @param texts its distinct texts
     * @param only whether the table has no other column
     * @param generated whether its texts are made anew in the pattern that they have
     */
    public static List<String> of(
            final String name, final List<String> texts, final boolean only, final boolean generated) {
        final List<String> warnings = new ArrayList<>();
        TextSigns.encoding(name, texts).ifPresent(sign -> warnings.add("Column '%s': %s".formatted(name, sign)));
        if (generated) {
            CellStructure.of(texts)
                    .ifPresent(structure -> warnings.add("Column '%s' %s".formatted(name, structure.warning())));
        }
        if (only) {
            TextSigns.separator(texts)
                    .ifPresent(separator -> warnings.add(
                            ("The only column, '%s', holds the same number of %s in nearly all values, as lines do "
                                            + "that were not split into cells; set the reader's Value Separator to %s")
                                    .formatted(name, CsvDialect.plural(separator), CsvDialect.name(separator))));
        }
        return warnings;
    }
}
