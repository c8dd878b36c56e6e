// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a run: NiFi's home, its input and its output.
 *
 * @param root the folder that contains all files of the run
 */
public record DemoFolder(Path root) {
    public DemoFolder {
        root = root.toAbsolutePath();
    }

    /** The path of the customers' database without the extensions of its files. */
    public Path database() {
        return root.resolve("database").resolve("customers");
    }

    /** The path of the synthetic database, likewise. */
    public Path syntheticDatabase() {
        return root.resolve("database").resolve("synthetic");
    }

    /** The files of records that were inserted into the synthetic database, one for each table. */
    public List<Path> filled() throws IOException {
        return files(output().resolve("filled"), ".avro");
    }

    public Path input() {
        return root.resolve("input");
    }

    /** The public schema of a private training. */
    public Path publicSchema() {
        return root.resolve("public-schema.json");
    }

    public Path output() {
        return root.resolve("output");
    }

    public Path failed() {
        return output().resolve("failed");
    }

    /** Creates an empty folder, except for NiFi's home, which {@link NiFiHome#prepare} empties. */
    public void prepare() throws IOException {
        NiFiHome.delete(root.resolve("database"));
        NiFiHome.delete(input());
        NiFiHome.delete(output());
        Files.createDirectories(input());
        Files.createDirectories(output());
    }

    /** The file of synthetic records, once it is complete. */
    public Optional<Path> synthetic() throws IOException {
        return files(output().resolve("synthetic"), ".csv").stream().findFirst();
    }

    public Optional<Path> model() throws IOException {
        return files(output().resolve("models"), ".zip").stream().findFirst();
    }

    /** The file of the model's quality measures. */
    public Optional<Path> figures() throws IOException {
        return files(output().resolve("models"), ".json").stream().findFirst();
    }

    /** The page of the report. */
    public Optional<Path> report() throws IOException {
        return files(output().resolve("reports"), ".html").stream().findFirst();
    }

    public List<Path> failures() throws IOException {
        return files(failed(), "");
    }

    /** Complete files only: NiFi writes to a name that starts with a dot and renames the file at the end. */
    private static List<Path> files(final Path folder, final String extension) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(path -> !path.getFileName().toString().startsWith(".")
                            && path.toString().endsWith(extension))
                    .sorted()
                    .toList();
        }
    }
}
