// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that one NiFi lives in: its settings, repositories and logs, beside the libraries that the build has
 * gathered.
 *
 * @param folder the home; everything that this NiFi writes is under it
 * @param libraries NiFi's own jars and NARs
 * @param extensions the NARs to load beside them: ours; the home gets copies
 */
public record NiFiHome(Path folder, Path libraries, Path extensions) {
    private static final List<String> SETTINGS = List.of(
            "nifi.properties",
            "logback.xml",
            "state-management.xml",
            "authorizers.xml",
            "login-identity-providers.xml");

    /** The home named {@code name} in the folder where the build has put the libraries. */
    public static NiFiHome in(final Path target, final String name) {
        return new NiFiHome(
                target.resolve(name).toAbsolutePath(),
                target.resolve("nifi-lib").toAbsolutePath(),
                target.resolve("nifi-extensions").toAbsolutePath());
    }

    /** A key for one NiFi, or for all nodes of a cluster. */
    public static String newSensitiveKey() {
        final byte[] key = new byte[24];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /**
     * Empties the home and writes its settings.
     *
     * @throws IOException where the build has not gathered the libraries, or the folder cannot be written
     */
    public void prepare(final NiFiSettings settings) throws IOException {
        if (!Files.isDirectory(libraries) || !Files.isDirectory(extensions)) {
            throw new IOException("NiFi's libraries are not in %s; build first: ./mvnw package -pl nifi-gan-demo -am"
                    .formatted(libraries));
        }
        clear();
        final Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.createDirectories(logs());
        final Map<String, String> words = new LinkedHashMap<>(settings.words());
        words.put("@LIBRARIES@", libraries.toString());
        words.put("@EXTENSIONS@", copyExtensions().toString());
        for (final String name : SETTINGS) {
            String text = resource("/conf/" + name);
            for (final Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace(word.getKey(), word.getValue());
            }
            Files.writeString(conf.resolve(name), text);
        }
        if (settings.seat().isPresent()) {
            final NiFiSettings.Seat seat = settings.seat().get();
            Files.writeString(conf.resolve("zookeeper.properties"), seat.zooKeeperProperties());
            Files.writeString(
                    Files.createDirectories(folder.resolve("state/zookeeper")).resolve("myid"),
                    Integer.toString(seat.number()));
        }
    }

    /**
     * NiFi watches the folder of its extensions: with one of its own, a build or a test beside it does not exchange a
     * NAR under it.
     */
    private Path copyExtensions() throws IOException {
        final Path loaded = Files.createDirectories(folder.resolve("extensions"));
        try (Stream<Path> nars = Files.list(extensions)) {
            for (final Path nar : nars.toList()) {
                Files.copy(nar, loaded.resolve(nar.getFileName()));
            }
        }
        return loaded;
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    /** The log that NiFi and the processors write. */
    public Path log() {
        return logs().resolve("nifi-app.log");
    }

    /** Where the number of the running NiFi's process is kept. */
    public Path pidFile() {
        return folder.resolve("nifi.pid");
    }

    /**
     * Unpacked NARs are kept: NiFi compares them with the NARs by their hashes, and unpacking takes longer than that.
     */
    private void clear() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        final Path kept = folder.resolve("work");
        try (Stream<Path> children = Files.list(folder)) {
            for (final Path child : children.filter(path -> !path.equals(kept)).toList()) {
                delete(child);
            }
        }
    }

    /** Deletes a file or a folder with all that is in it; a link, not what it leads to. */
    public static void delete(final Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path directory, final IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static String resource(final String name) throws IOException {
        try (InputStream in = NiFiHome.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("The demo's own file " + name + " is missing from its class path; build again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
