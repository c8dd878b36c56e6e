// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.relational.RelationalModel;
import io.nifigan.relational.RelationalModel.ModelTable;
import io.nifigan.table.Column;
import io.nifigan.table.PathStep;
import io.nifigan.table.PathStep.Kind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/** Puts the tables of a {@link DocumentTables} together to records with arrays of records. */
public final class DocumentRecords {
    private final Map<String, Table> tables;
    private final Table own;
    private final GeneratedRecords records;

    /** @param tables the tables of the documents, by name */
    public DocumentRecords(final Map<String, Table> tables) {
        this.tables = tables;
        this.own = withoutKeys(tables.get(DocumentTables.ROOT));
        this.records = records(DocumentTables.ROOT, own);
    }

    /** The table of the records in a model of documents; empty for another model. */
    public static Optional<ModelTable> root(final RelationalModel model) {
        return model.tables().stream()
                .filter(table -> table.schema().name().equals(DocumentTables.ROOT)
                        && DocumentTables.KEY.equals(table.schema().key()))
                .findFirst();
    }

    public RecordSchema schema() {
        return records.schema();
    }

    public int rows() {
        return own.rows();
    }

    /** The records, converted when they are asked for. Not for several threads at once. */
    public IntFunction<Record> records() {
        return records.of(own);
    }

    /** @param table without keys */
    private GeneratedRecords records(final String name, final Table table) {
        final Map<List<PathStep>, GeneratedRecords.Elements> arrays = new HashMap<>();
        for (final Column column : table.columns()) {
            final List<PathStep> steps = column.field().steps();
            final List<PathStep> array = steps.subList(0, steps.size() - 1);
            if (steps.getLast().kind() == Kind.PRESENT && tables.containsKey(DocumentTables.name(name, array))) {
                arrays.put(List.copyOf(array), elements(name, DocumentTables.name(name, array)));
            }
        }
        return new GeneratedRecords(table.columns(), arrays);
    }

    private GeneratedRecords.Elements elements(final String parent, final String name) {
        final Table table = withoutKeys(tables.get(name));
        final GeneratedRecords made = records(name, table);
        final IntFunction<Record> rows = made.of(table);
        final List<List<Integer>> byParent = byParent(tables.get(parent), tables.get(name));
        return new GeneratedRecords.Elements() {
            @Override
            public RecordSchema schema() {
                return made.schema();
            }

            @Override
            public Object[] of(final int row) {
                return byParent.get(row).stream().map(rows::apply).toArray();
            }
        };
    }

    /** For each row of a table the rows of another one that belong to it, in their order. */
    private static List<List<Integer>> byParent(final Table parents, final Table children) {
        final Map<Object, Integer> rows = new HashMap<>();
        final int key = column(parents, DocumentTables.KEY);
        final List<List<Integer>> byParent = new ArrayList<>();
        for (int row = 0; row < parents.rows(); row++) {
            rows.put(parents.value(key, row), row);
            byParent.add(new ArrayList<>());
        }
        final int parent = column(children, DocumentTables.PARENT);
        final int position = column(children, DocumentTables.POSITION);
        for (int row = 0; row < children.rows(); row++) {
            final Integer of = rows.get(children.value(parent, row));
            if (of != null) {
                byParent.get(of).add(row);
            }
        }
        if (position >= 0) {
            byParent.forEach(all -> all.sort(Comparator.comparingDouble(row -> children.numbers(position)[row])));
        }
        return byParent;
    }

    private static int column(final Table table, final String name) {
        return IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).name().equals(name))
                .findFirst()
                .orElse(-1);
    }

    private static Table withoutKeys(final Table table) {
        final List<Column> columns = new ArrayList<>();
        final List<double[]> numbers = new ArrayList<>();
        final List<int[]> codes = new ArrayList<>();
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (!DocumentTables.isKey(table.column(c).name())) {
                columns.add(table.column(c));
                numbers.add(table.numbers(c));
                codes.add(table.codes(c));
                dictionaries.add(table.dictionary(c));
            }
        }
        return new Table(
                columns, table.rows(), numbers.toArray(new double[0][]), codes.toArray(new int[0][]), dictionaries);
    }
}
