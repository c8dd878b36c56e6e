// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.common;

import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A reader of models, and of CSV files as tables with a model's columns. */
public final class ModelRows {
    private ModelRows() {}

    /** The model in a file. */
    public static GANModel model(final Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("%s is not a file".formatted(file));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return GANModel.read(in);
        }
    }

    /** The rows of a file, which must have the model's columns in any order; others are ignored. */
    public static Table read(final Path file, final GANModel model) throws IOException {
        return read(file, model.columns());
    }

    /** The rows of a file, which must have the given columns in any order; others are ignored. */
    public static Table read(final Path file, final List<Column> columns) throws IOException {
        // Read as categories, cells keep the exact text of the file.
        final Table texts = CsvTables.read(
                        file,
                        FormColumns.fields(columns).stream()
                                .collect(Collectors.toMap(Column::name, column -> ColumnKind.CATEGORY)))
                .build();
        final Map<String, Integer> places = new HashMap<>();
        for (int c = 0; c < texts.columns().size(); c++) {
            places.put(texts.column(c).name(), c);
        }
        final TableBuilder builder = TableBuilder.forColumns(columns);
        final List<Column> fields = FormColumns.fields(columns);
        final Object[] cells = new Object[fields.size()];
        for (int r = 0; r < texts.rows(); r++) {
            for (int c = 0; c < cells.length; c++) {
                final Integer place = places.get(fields.get(c).name());
                if (place == null) {
                    throw new IOException("%s has no column '%s', which is needed"
                            .formatted(file, fields.get(c).name()));
                }
                cells[c] = texts.value(place, r);
            }
            builder.add(cells);
        }
        return builder.build();
    }
}
