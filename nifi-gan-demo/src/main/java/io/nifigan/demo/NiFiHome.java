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
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The home folder of a NiFi with its settings, repositories and logs, and the libraries that the build has collected.
 *
 * @param folder the home, which contains everything that this NiFi writes
 * @param libraries NiFi's own jars and NARs
 * @param extensions this project's NARs, which are copied to the home
 */
public record NiFiHome(Path folder, Path libraries, Path extensions) {
    private static final List<String> SETTINGS = List.of(
            "nifi.properties",
            "logback.xml",
            "state-management.xml",
            "authorizers.xml",
            "login-identity-providers.xml");

    /** The home named {@code name} in the build's target folder. */
    public static NiFiHome in(final Path target, final String name) {
        return new NiFiHome(
                target.resolve(name).toAbsolutePath(),
                target.resolve("nifi-lib").toAbsolutePath(),
                target.resolve("nifi-extensions").toAbsolutePath());
    }

    /** A new key for sensitive properties, for one NiFi or all nodes of a cluster. */
    public static String newSensitiveKey() {
        final byte[] key = new byte[24];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /**
     * Empties the home and writes its settings.
     *
     * @throws IOException if the build has not collected the libraries, or the folder cannot be written
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

    /** The saved flow of all that is on the canvas. */
    public Path flow() {
        return folder.resolve("conf").resolve("flow.json.gz");
    }

    /**
     * The address and memory with which NiFi last ran here.
     *
     * @throws IOException if it never did
     */
    NiFiSettings lastSettings() throws IOException {
        final Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve("conf").resolve("nifi.properties"))) {
            properties.load(in);
        }
        return NiFiSettings.alone(
                properties.getProperty("nifi.web.http.host"),
                Integer.parseInt(properties.getProperty("nifi.web.http.port")),
                properties.getProperty("nifi.sensitive.props.key"));
    }

    /** Takes the NARs of the last build for the next start, in place of those of an earlier one. */
    void renewExtensions() throws IOException {
        delete(folder.resolve("extensions"));
        copyExtensions();
    }

    /** Copies the NARs. NiFi reloads changed NARs, so a concurrent build must not replace them in a shared folder. */
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

    /** The log file of NiFi and the processors. */
    public Path log() {
        return logs().resolve("nifi-app.log");
    }

    /** The file with the process id of the running NiFi. */
    public Path pidFile() {
        return folder.resolve("nifi.pid");
    }

    /**
     * Deletes everything except unpacked NARs: NiFi compares their hashes, which is faster than unpacking them again.
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

    /** Deletes a file or a folder recursively; of a link only the link itself. */
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
                throw new IOException("The demo's resource " + name + " is missing from the class path; build again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
