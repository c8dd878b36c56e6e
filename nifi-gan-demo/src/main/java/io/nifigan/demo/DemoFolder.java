// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one run: NiFi's home, what it reads and what it writes.
 *
 * @param root everything of the run is under it
 */
public record DemoFolder(Path root) {
    public DemoFolder {
        root = root.toAbsolutePath();
    }

    /** The customers' database, without the extensions of its files. */
    public Path database() {
        return root.resolve("database").resolve("customers");
    }

    public Path input() {
        return root.resolve("input");
    }

    /** What is public of the records, where they are learnt privately. */
    public Path publicSchema() {
        return root.resolve("public-schema.json");
    }

    public Path output() {
        return root.resolve("output");
    }

    public Path failed() {
        return output().resolve("failed");
    }

    /** Makes the folder as if nothing had run in it, but for NiFi's home, which {@link NiFiHome#prepare} empties. */
    public void prepare() throws IOException {
        NiFiHome.delete(root.resolve("database"));
        NiFiHome.delete(input());
        NiFiHome.delete(output());
        Files.createDirectories(input());
        Files.createDirectories(output());
    }

    /** The finished synthetic records. */
    public Optional<Path> synthetic() throws IOException {
        return files(output().resolve("synthetic"), ".csv").stream().findFirst();
    }

    public Optional<Path> model() throws IOException {
        return files(output().resolve("models"), ".zip").stream().findFirst();
    }

    /** The model's figures. */
    public Optional<Path> figures() throws IOException {
        return files(output().resolve("models"), ".json").stream().findFirst();
    }

    /** The report's page. */
    public Optional<Path> report() throws IOException {
        return files(output().resolve("reports"), ".html").stream().findFirst();
    }

    public List<Path> failures() throws IOException {
        return files(failed(), "");
    }

    /** Whole files only: NiFi writes under a name that starts with a dot and renames the file when it is complete. */
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
