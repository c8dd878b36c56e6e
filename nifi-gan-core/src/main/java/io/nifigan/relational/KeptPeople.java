// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.PersonWords;
import io.nifigan.sample.Identifiers;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of kept tables that name people, or say how to reach them. Their values are made anew before anything is
 * learnt, so neither a model nor its rows have the real ones. Equal values stay equal, missing ones missing.
 */
final class KeptPeople {
    private static final Set<SemanticType> NAMING = EnumSet.complementOf(EnumSet.of(
            SemanticType.KEY, SemanticType.POSTAL_CODE, SemanticType.COMPANY, SemanticType.URL, SemanticType.UUID));

    private KeptPeople() {}

    /** The columns of a table that name people or say how to reach them. */
    static List<String> columns(final Table table) {
        return table.columns().stream()
                .filter(column -> column.kind() == ColumnKind.IDENTIFIER
                        && (NAMING.contains(column.meaning()) || PersonWords.namePeople(column.name())))
                .map(Column::name)
                .toList();
    }

    /** The table with other people. */
    static Table replaced(final Table table, final long seed) {
        final List<String> names = columns(table);
        if (names.isEmpty() || table.rows() == 0) {
            return table;
        }
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final Table made = Identifiers.fill(encoder, table, seed, 0);
        final Frame frame = new Frame(table.rows());
        for (int c = 0; c < table.columns().size(); c++) {
            if (names.contains(table.column(c).name())) {
                frame.add(table.column(c), texts(table, made, c));
            } else {
                frame.add(table, c);
            }
        }
        return frame.table();
    }

    private static String[] texts(final Table table, final Table made, final int column) {
        final List<String> anew =
                new ArrayList<>(Collections.nCopies(table.dictionary(column).size(), null));
        final String[] texts = new String[table.rows()];
        for (int r = 0; r < texts.length; r++) {
            final int code = table.codes(column)[r];
            if (code >= 0) {
                if (anew.get(code) == null) {
                    anew.set(code, Frame.text(made, column, r));
                }
                texts[r] = anew.get(code);
            }
        }
        return texts;
    }
}
