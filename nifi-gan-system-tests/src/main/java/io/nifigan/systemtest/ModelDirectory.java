// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The directory of a DirectoryGANModelStore, read from outside NiFi.
 *
 * @param root the root of the store
 */
record ModelDirectory(Path root) {
    private static final String VERSION = "v";

    /** The versions of a model; none if the model does not exist. */
    Set<Long> versions(final String name) throws IOException {
        final Set<Long> versions = new TreeSet<>();
        for (final String entry : SyntheticFiles.names(root.resolve(name))) {
            if (entry.startsWith(VERSION)) {
                versions.add(Long.parseLong(entry.substring(VERSION.length())));
            }
        }
        return versions;
    }

    /** The model's id according to its description. */
    String id(final String name, final long version) throws IOException {
        return description(name, version).path("modelId").asText();
    }

    /** The faults of all versions: files that do not match their description, or that are not complete archives. */
    List<String> faults(final String name) throws IOException {
        final List<String> faults = new ArrayList<>();
        for (final long version : versions(name)) {
            final Path file = root.resolve(name).resolve(VERSION + version).resolve("model.zip");
            final byte[] bytes = Files.readAllBytes(file);
            if (!sha256(bytes)
                    .equals(description(name, version).path("checksum").asText())) {
                faults.add("version %d is not the file that was published".formatted(version));
            }
            try (ZipFile zip = new ZipFile(file.toFile())) {
                if (zip.getEntry("manifest.json") == null) {
                    faults.add("version %d has no manifest".formatted(version));
                }
            }
        }
        return faults;
    }

    private JsonNode description(final String name, final long version) throws IOException {
        return new ObjectMapper()
                .readTree(root.resolve(name)
                        .resolve(VERSION + version)
                        .resolve("model.json")
                        .toFile());
    }

    private static String sha256(final byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform supports SHA-256", e);
        }
    }

    /** Files and folders below a folder whose publication or saving was not completed. */
    static List<Path> unfinished(final Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(".unfinished-"))
                    .toList();
        }
    }
}
