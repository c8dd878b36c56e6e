// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trained model of a database. Any number of threads may sample from it. */
public final class RelationalModel implements TrainedModel {
    /** The MIME type of a model file of a database. */
    public static final String MIME_TYPE = "application/vnd.nifi-gan.database-model+zip";

    private final CompositeKeys composites;
    private final SeriesTables series;
    private final List<TablePart> parts;
    private final List<CarriedColumn> carried;
    private final Instant trainedAt;
    private final double seconds;
    private volatile String id;

    RelationalModel(
            final CompositeKeys composites,
            final SeriesTables series,
            final List<TablePart> parts,
            final List<CarriedColumn> carried,
            final Instant trainedAt,
            final double seconds) {
        this.composites = composites;
        this.series = series;
        this.parts = List.copyOf(parts);
        this.carried = List.copyOf(carried);
        this.trainedAt = trainedAt;
        this.seconds = seconds;
    }

    /** What is learnt of the tables, parents first. */
    List<TablePart> parts() {
        return parts;
    }

    /** The columns of a table that are computed from its children. */
    List<CarriedColumn> carried() {
        return carried;
    }

    CompositeKeys composites() {
        return composites;
    }

    SeriesTables series() {
        return series;
    }

    /** The end of the training. */
    public Instant trainedAt() {
        return trainedAt;
    }

    /** The duration of the training in seconds. */
    public double seconds() {
        return seconds;
    }

    /** The model's id: the first 16 hex digits of the SHA-256 of its content. */
    @Override
    public String id() {
        if (id == null) {
            id = DatabaseFile.digest(this);
        }
        return id;
    }

    /** The tables that samples have, parents first. */
    public List<ModelTable> tables() {
        return composites.restoreTables(series.restoreTables(parts.stream()
                .map(part -> switch (part) {
                    case TablePart.Kept kept ->
                        new ModelTable(
                                kept.schema(),
                                kept.table().columns(),
                                kept.table().rows(),
                                true);
                    case TablePart.Root root -> ModelTable.of(root.frame());
                    case TablePart.Child child -> ModelTable.of(child.frame());
                })
                .toList()));
    }

    /**
     * A table of a database.
     *
     * @param schema its keys and orders
     * @param columns its columns
     * @param rows the number of real rows
     * @param kept whether its rows are kept as they are
     */
    public record ModelTable(TableSchema schema, List<Column> columns, int rows, boolean kept) {
        static ModelTable of(final TablePart.Frameset frame) {
            return new ModelTable(frame.schema(), frame.columns(), frame.rows(), false);
        }
    }

    /**
     * Makes a synthetic database.
     *
     * @param sink takes each table as soon as it is made, parents first
     * @throws SamplingException where hardly any row keeps a table's rules, or the request was cancelled
     * @throws IOException that the sink throws
     */
    public void sample(final DatabaseRequest request, final TableSink sink) throws SamplingException, IOException {
        new DatabaseSampler(this, request).sample(series.restoring(composites.restoring(sink)));
    }

    /**
     * Makes a synthetic database.
     *
     * @param scale synthetic rows of tables without parents for each real row, above 0
     * @param seed the same seed gives the same rows
     * @param threads the number of threads, which does not change the rows
     * @return the tables by name, parents first
     * @throws SamplingException where hardly any row keeps a table's rules
     */
    public Map<String, Table> sample(final double scale, final long seed, final int threads) throws SamplingException {
        final Map<String, Table> made = new LinkedHashMap<>();
        try {
            sample(DatabaseRequest.of(scale, seed, threads), made::put);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    /**
     * Writes the model file. The stream stays open.
     *
     * @throws IOException where a table's part is too large for a model file, too
     */
    @Override
    public void write(final OutputStream out) throws IOException {
        DatabaseFile.write(this, out);
    }

    /**
     * Reads a model file. The stream stays open.
     *
     * @throws InvalidModelException if it is not the complete model of a database of a version that this release reads
     */
    public static RelationalModel read(final InputStream in) throws IOException {
        return DatabaseFile.read(in);
    }
}
