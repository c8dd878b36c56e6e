// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of 200 rows with an id, an amount and one of three kinds, and a model of it that trains in moments. */
public final class SmallTable {
    private SmallTable() {}

    /** Writes {@code train.csv}. */
    public static Path in(final Path folder) throws IOException {
        final StringBuilder csv = new StringBuilder("id,amount,kind\n");
        for (int r = 0; r < 200; r++) {
            csv.append(r + 1)
                    .append(',')
                    .append(r % 20 / 4.)
                    .append(',')
                    .append(r % 3)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("train.csv"), csv);
    }

    /** Writes {@code train.csv} and {@code model.zip}, its model. */
    public static Path model(final Path folder) throws IOException {
        return modelOf(in(folder), folder);
    }

    /** Writes {@code model.zip}, the model of a file that has a column {@code kind}, too. */
    public static Path modelOf(final Path rows, final Path folder) {
        final Path model = folder.resolve("model.zip");
        final BenchRun run = BenchRun.bench(
                "fit",
                rows,
                folder.resolve("synthetic.csv"),
                "--steps",
                20,
                "--categorical",
                "kind",
                "--width",
                16,
                "--blocks",
                1,
                "--latent",
                4,
                "--batch",
                32,
                "--threads",
                1,
                "--model",
                model);
        assertEquals(0, run.code(), run.err());
        return model;
    }
}
