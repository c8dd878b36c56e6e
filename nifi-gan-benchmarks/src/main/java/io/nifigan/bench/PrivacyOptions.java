// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

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

/** Options of a private training. */
final class PrivacyOptions {
    @Option(
            names = "--epsilon",
            description = "trains under differential privacy with this epsilon, such as 1; needs --bounds")
    private Double epsilon;

    @Option(names = "--delta", description = "delta (default: a tenth of one over the public number of rows, or 1e-6)")
    private double delta;

    @Option(
            names = "--bounds",
            paramLabel = "FILE",
            description = "JSON of what is public: bounds and lists of values by column; see docs/privacy.md")
    private Path bounds;

    @Option(names = "--target", split = ",", description = "columns that a private training favours")
    private List<String> targets = List.of();

    @Option(
            names = "--person",
            paramLabel = "COLUMN",
            description = "the column that says whose a record is, where a person may have several")
    private String person;

    @Option(names = "--most-records", description = "the most records of one person that are learnt (default 1)")
    private int maxRecords = 1;

    /** What is public, and nothing else. */
    static PrivacyOptions of(final Path file) {
        final PrivacyOptions options = new PrivacyOptions();
        options.bounds = file;
        return options;
    }

    boolean isPrivate() {
        return epsilon != null;
    }

    PrivacySettings settings() throws IOException {
        return new PrivacySettings(epsilon, delta, schema(), targets, person, maxRecords, BitSource.secure());
    }

    /** What error to expect, before any record is looked at. */
    String expectation() throws IOException {
        try {
            return PrivateSynthesis.expectation(settings());
        } catch (final PrivacyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    PublicSchema schema() throws IOException {
        if (bounds == null) {
            throw new IllegalArgumentException(
                    "--epsilon needs --bounds FILE: bounds and lists of values are not taken from the "
                            + "records, since they would "
                            + "tell of single ones. 'bench bounds TRAIN.csv' writes a file to fill in");
        }
        try {
            return PublicSchema.parse(Files.readString(bounds));
        } catch (final PrivacyException e) {
            throw new IllegalArgumentException(bounds + ": " + e.getMessage(), e);
        }
    }

    /** Reads a file with the public columns only. */
    Table read(final Path file) throws IOException {
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
