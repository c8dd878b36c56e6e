// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.common;

import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of a private training. */
public final class PrivacyOptions {
    @Option(
            names = "--epsilon",
            description = "train under differential privacy with this epsilon, such as 1; needs --bounds")
    private Double epsilon;

    @Option(names = "--delta", description = "delta (default: 0.1 divided by the public number of rows, or 1e-6)")
    private double delta;

    @Option(
            names = "--bounds",
            paramLabel = "FILE",
            description = "JSON with public bounds and lists of values by column; see docs/privacy.md")
    private Path bounds;

    @Option(names = "--target", split = ",", description = "columns that a private training models most accurately")
    private List<String> targets = List.of();

    @Option(
            names = "--person",
            paramLabel = "COLUMN",
            description = "the column that identifies a person, if a person can have several records")
    private String person;

    @Option(names = "--max-records", description = "maximum number of records used per person (default 1)")
    private int maxRecords = 1;

    /** Options with a public schema only. */
    public static PrivacyOptions of(final Path file) {
        final PrivacyOptions options = new PrivacyOptions();
        options.bounds = file;
        return options;
    }

    /** Whether {@code --epsilon} is given. */
    public boolean isPrivate() {
        return epsilon != null;
    }

    /** The settings of the training, with secure random bits. */
    public PrivacySettings settings() throws IOException {
        return new PrivacySettings(epsilon, delta, schema(), targets, person, maxRecords, BitSource.secure());
    }

    /** A description of the expected error, computed without any record. */
    public String expectation() throws IOException {
        try {
            return PrivateSynthesis.expectation(settings());
        } catch (final PrivacyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The public schema in the file of {@code --bounds}. */
    public PublicSchema schema() throws IOException {
        if (bounds == null) {
            throw new IllegalArgumentException(
                    "--epsilon needs --bounds FILE: bounds and lists of values must not be taken from the "
                            + "records, because they would reveal single records. 'bench bounds TRAIN.csv' "
                            + "prints a template");
        }
        try {
            return PublicSchema.parse(Files.readString(bounds));
        } catch (final PrivacyException e) {
            throw new IllegalArgumentException(bounds + ": " + e.getMessage(), e);
        }
    }

    /** Reads a file as a table of the public columns. */
    public Table read(final Path file) throws IOException {
        final PublicSchema schema = schema();
        return CsvTables.read(file, fields -> builder(fields, schema)).build();
    }

    private TableBuilder builder(final List<Field> fields, final PublicSchema schema) {
        try {
            return TableBuilder.forColumns(PrivateSynthesis.columns(fields, schema));
        } catch (final PrivacyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
