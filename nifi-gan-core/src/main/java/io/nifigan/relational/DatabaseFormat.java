// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.nifigan.model.InvalidModelException;
import io.nifigan.model.ZipModelReader;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of the model file of a database: a zip of these entries in this order. docs/reference/model-format.md
 * describes it.
 *
 * <pre>
 * manifest.json              {@link Manifest}: a summary for people and programs
 * tables/N/table.json        {@link KeptState}, {@link RootState} or {@link ChildState} of the Nth table
 * tables/N/model.zip         the model file of the Nth table, where it has no parents
 * tables/N/generator.zip     the conditional generator of the Nth table as a DL4J model file, where it has parents
 * </pre>
 */
final class DatabaseFormat {
    static final String FORMAT = "nifi-gan database model";
    /** The version that this release writes and reads. */
    static final int VERSION = 2;

    static final String MANIFEST = "manifest.json";
    static final int MAX_MANIFEST_BYTES = 8 << 20;
    static final int MAX_STATE_BYTES = 64 << 20;
    static final int MAX_TABLES = 1_000;

    private DatabaseFormat() {}

    static String state(final int table) {
        return "tables/%d/table.json".formatted(table);
    }

    static String model(final int table) {
        return "tables/%d/model.zip".formatted(table);
    }

    static String generator(final int table) {
        return "tables/%d/generator.zip".formatted(table);
    }

    /** What is learnt of a table. */
    enum Sort {
        /** Empty: the rows of this table are kept as they are. */
        KEPT,
        /** A model of its rows with summaries of their children. */
        ROOT,
        /** A model of its rows given those of its parents. */
        CHILD
    }

    /** The version of a file, checked as soon as it is read: the rest may be different in another version. */
    record FileVersion(int number) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static FileVersion of(final int number) throws InvalidModelException {
            ZipModelReader.requireVersion("model of a database", number, VERSION);
            return new FileVersion(number);
        }

        @Override
        @JsonValue
        public int number() {
            return number;
        }
    }

    /**
     * manifest.json.
     *
     * @param id a digest of the content
     * @param trainedAt the end of the training, as an ISO 8601 instant
     * @param seconds the duration of the training
     * @param tables the tables, parents first
     * @param series the tables that histories imply
     * @param composites the foreign keys of several columns
     * @param carried the columns that follow from the rows that refer to a table
     */
    record Manifest(
            String format,
            FileVersion version,
            String id,
            String trainedAt,
            double seconds,
            List<TableEntry> tables,
            List<SeriesTables.Implied> series,
            List<CompositeKeys.Replaced> composites,
            List<CarriedColumn> carried) {}

    /**
     * A table in the manifest.
     *
     * @param schema its keys
     * @param rows the number of real rows
     * @param columns its columns
     * @param sort what is learnt of it
     * @param learnt whether it has a model; where not, all columns are keys, identifiers or constants
     */
    record TableEntry(TableSchema schema, int rows, List<Column> columns, Sort sort, boolean learnt) {}

    /** A table that is kept, and the same rows with summaries of their children. */
    record KeptState(Rows table, Rows wide) {}

    /**
     * The part of a {@link TablePart.Root} that is stored as JSON; its single-table model is stored as a file of its
     * own.
     */
    record RootState(TablePart.Frameset frame, ChildDesign design, EncoderState unlearnt) {}

    /**
     * The part of a {@link TablePart.Child} that is stored as JSON; its generator is stored as a network of its own.
     */
    record ChildState(
            TablePart.Frameset frame,
            ChildDesign design,
            ChainModel.State chain,
            EncoderState unlearnt,
            TablePart.Facts facts) {}

    /**
     * The rows of a table, as {@link Table} has them.
     *
     * @param numbers for each column its numbers, null for texts
     * @param codes for each column its codes, null for numbers
     * @param dictionaries for each column its texts, null for numbers
     */
    record Rows(
            List<Column> columns,
            int rows,
            List<double[]> numbers,
            List<int[]> codes,
            List<List<String>> dictionaries) {
        Rows {
            if (numbers.size() != columns.size()
                    || codes.size() != columns.size()
                    || dictionaries.size() != columns.size()) {
                throw new IllegalArgumentException("The rows of a table do not have its columns");
            }
            for (int c = 0; c < columns.size(); c++) {
                final boolean numeric = columns.get(c).kind().isNumeric();
                if (numeric ? numbers.get(c).length != rows : !areCodes(codes.get(c), rows, dictionaries.get(c))) {
                    throw new IllegalArgumentException("The rows of a table do not fit its column %d".formatted(c));
                }
            }
        }

        private static boolean areCodes(final int[] codes, final int rows, final List<String> dictionary) {
            boolean valid = codes.length == rows;
            for (final int code : codes) {
                valid = valid && code >= -1 && code < dictionary.size();
            }
            return valid;
        }

        static Rows of(final Table table) {
            final List<double[]> numbers = new ArrayList<>();
            final List<int[]> codes = new ArrayList<>();
            final List<List<String>> dictionaries = new ArrayList<>();
            for (int c = 0; c < table.columns().size(); c++) {
                numbers.add(table.numbers(c));
                codes.add(table.codes(c));
                dictionaries.add(table.dictionary(c));
            }
            return new Rows(table.columns(), table.rows(), numbers, codes, dictionaries);
        }

        Table table() {
            final Frame frame = new Frame(rows);
            for (int c = 0; c < columns.size(); c++) {
                if (columns.get(c).kind().isNumeric()) {
                    frame.add(columns.get(c), numbers.get(c));
                } else {
                    frame.add(columns.get(c), codes.get(c), dictionaries.get(c));
                }
            }
            return frame.table();
        }
    }
}
