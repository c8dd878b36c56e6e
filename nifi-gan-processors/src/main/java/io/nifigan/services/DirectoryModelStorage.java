// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Models in a directory: {@code NAME/vVERSION/} with {@code model.zip} and {@code model.json}. A version is written and
 * synced under a temporary name. Renaming it publishes it. A rename to an existing directory fails, so several writers,
 * also on other machines, get a version each, and no reader sees an incomplete one.
 */
final class DirectoryModelStorage implements ModelStorage {
    static final String MODEL = "model.zip";
    static final String DESCRIPTION = "model.json";
    static final String UNFINISHED = ".unfinished-";
    private static final Pattern VERSION = Pattern.compile("v[1-9][0-9]{0,17}");
    private static final int MAX_TRIES = 1_000;
    /** No writer takes this long: it must have been killed. */
    private static final Duration ABANDONED = Duration.ofHours(6);

    private final Path root;
    private final int kept;
    private final Map<String, StoredModel> known = new ConcurrentHashMap<>();

    /** @param kept the number of versions of each name to keep */
    DirectoryModelStorage(final Path root, final int kept) {
        this.root = root;
        this.kept = kept;
    }

    /** Creates the directory if necessary, and tests writing to it. */
    void prepare() throws ModelStoreException {
        try {
            Files.createDirectories(root);
            tryWriting(root);
        } catch (final IOException e) {
            throw new ModelStoreException(
                    "Models cannot be written to the directory '%s': %s".formatted(root, reason(e)), e);
        }
    }

    private static void tryWriting(final Path directory) throws IOException {
        Files.delete(Files.createDirectory(directory.resolve(UNFINISHED + UUID.randomUUID())));
    }

    @Override
    public void tryWriting(final String name) throws IOException {
        final Path folder = root.resolve(name);
        try {
            tryWriting(Files.exists(folder) ? folder : root);
        } catch (final IOException e) {
            throw new ModelStoreException(
                    "The model '%s' could not be written to the directory '%s': %s".formatted(name, root, reason(e)),
                    e);
        }
    }

    @Override
    public StoredModel publish(final String name, final TrainedModel model) throws IOException {
        final Path folder = root.resolve(name);
        final Path unfinished = folder.resolve(UNFINISHED + UUID.randomUUID());
        try {
            Files.createDirectories(unfinished);
            final StoredModel written = write(unfinished.resolve(MODEL), name, model);
            final StoredModel published = claim(folder, unfinished, written);
            removeOld(folder);
            return published;
        } catch (final IOException e) {
            throw new ModelStoreException(
                    ("The model '%s' cannot be written to the directory '%s': %s. Nothing of it is left there")
                            .formatted(name, root, reason(e)),
                    e);
        } finally {
            delete(unfinished);
        }
    }

    private static StoredModel write(final Path file, final String name, final TrainedModel model) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                DigestOutputStream out = new DigestOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), ModelChecksum.digest())) {
            model.write(out);
            out.flush();
            channel.force(true);
            return new StoredModel(
                    name,
                    1,
                    model.id(),
                    HexFormat.of().formatHex(out.getMessageDigest().digest()),
                    channel.size(),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    1,
                    "");
        }
    }

    private static StoredModel claim(final Path folder, final Path unfinished, final StoredModel written)
            throws IOException {
        for (int i = 0; i < MAX_TRIES; i++) {
            final long version = Math.max(latest(numbers(folder)), DirectoryMark.LAST.read(folder)) + 1;
            final StoredModel published = new StoredModel(
                    written.name(),
                    version,
                    written.modelId(),
                    written.checksum(),
                    written.bytes(),
                    written.publishedAt(),
                    1,
                    "");
            final Path description = unfinished.resolve(DESCRIPTION);
            try (FileChannel channel = FileChannel.open(
                            description,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                out.write(StoredModelJson.write(published));
                channel.force(true);
            }
            sync(unfinished);
            final Path target = folder.resolve("v" + version);
            try {
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (final FileSystemException e) {
                if (Files.exists(target)) {
                    // Another writer took this version.
                    continue;
                }
                throw e;
            }
            sync(folder);
            return published;
        }
        throw new IOException(
                "%,d others published a version each before this one could: publish it again".formatted(MAX_TRIES));
    }

    /** Syncs the entries of a directory. Some systems cannot open a directory, and need not. */
    private static void sync(final Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (final IOException | UnsupportedOperationException e) {
            return;
        }
    }

    @Override
    public StoredModel find(final String name, final long version) throws IOException {
        final Path folder = root.resolve(name);
        try {
            final long wanted = version == ModelVersions.LATEST ? current(folder) : version;
            final Path description = folder.resolve("v" + wanted).resolve(DESCRIPTION);
            if (wanted == 0 || !Files.isRegularFile(description)) {
                if (!Files.isDirectory(root)) {
                    throw new NotDirectoryException(root.toString());
                }
                throw new NoSuchModelException(ModelVersions.missing(name, version));
            }
            final StoredModel remembered = known.get(name);
            if (remembered != null && remembered.version() == wanted) {
                return remembered;
            }
            final StoredModel stored;
            try (InputStream in = Files.newInputStream(description)) {
                stored = StoredModelJson.read(in.readNBytes(StoredModelJson.MAX_BYTES + 1), name, wanted);
            }
            known.put(name, stored);
            return stored;
        } catch (final NoSuchModelException | InvalidModelException e) {
            throw e;
        } catch (final NoSuchFileException e) {
            throw (IOException) new NoSuchModelException(ModelVersions.missing(name, version)).initCause(e);
        } catch (final IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public InputStream open(final StoredModel stored) throws IOException {
        try {
            return Files.newInputStream(
                    root.resolve(stored.name()).resolve("v" + stored.version()).resolve(MODEL));
        } catch (final NoSuchFileException e) {
            throw (IOException)
                    new NoSuchModelException(ModelVersions.missing(stored.name(), stored.version())).initCause(e);
        } catch (final IOException e) {
            throw new ModelStoreException(
                    "The model '%s' cannot be read from the directory '%s': %s"
                            .formatted(stored.name(), root, reason(e)),
                    e);
        }
    }

    /** The pinned version, or the newest; 0 if there is none. */
    private static long current(final Path folder) throws IOException {
        final long pinned = DirectoryMark.PINNED.read(folder);
        return pinned == ModelVersions.LATEST ? latest(numbers(folder)) : pinned;
    }

    private static long latest(final List<Long> numbers) {
        return numbers.isEmpty() ? 0 : numbers.getLast();
    }

    @Override
    public List<String> names() throws IOException {
        final List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (final Path entry : entries) {
                if (!numbers(entry).isEmpty()) {
                    names.add(entry.getFileName().toString());
                }
            }
        } catch (final IOException e) {
            throw unreadable(e);
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    @Override
    public List<Long> versions(final String name) throws IOException {
        try {
            return numbers(root.resolve(name));
        } catch (final IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public long pinned(final String name) throws IOException {
        try {
            return DirectoryMark.PINNED.read(root.resolve(name));
        } catch (final IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void pin(final String name, final long version) throws IOException {
        try {
            DirectoryMark.PINNED.write(root.resolve(name), version);
        } catch (final IOException e) {
            throw unwritable(name, e);
        }
    }

    @Override
    public void delete(final String name, final long version) throws IOException {
        final Path folder = root.resolve(name);
        try {
            final long last = Math.max(latest(numbers(folder)), DirectoryMark.LAST.read(folder));
            if (last == version) {
                DirectoryMark.LAST.write(folder, last);
            }
            remove(folder, version);
            known.remove(name);
        } catch (final NoSuchFileException e) {
            throw (IOException) new NoSuchModelException(ModelVersions.missing(name, version)).initCause(e);
        } catch (final IOException e) {
            throw unwritable(name, e);
        }
    }

    private ModelStoreException unreadable(final IOException e) {
        return new ModelStoreException("The directory of models '%s' cannot be read: %s".formatted(root, reason(e)), e);
    }

    private ModelStoreException unwritable(final String name, final IOException e) {
        return new ModelStoreException(
                "The model '%s' cannot be changed in the directory '%s': %s".formatted(name, root, reason(e)), e);
    }

    /** The versions, oldest first. */
    private static List<Long> numbers(final Path folder) throws IOException {
        final List<Long> numbers = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return numbers;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (final Path entry : entries) {
                final String entryName = entry.getFileName().toString();
                if (VERSION.matcher(entryName).matches()) {
                    numbers.add(Long.parseLong(entryName.substring(1)));
                }
            }
        }
        numbers.sort(Comparator.naturalOrder());
        return numbers;
    }

    /**
     * Removes versions beyond those to keep, and the remains of killed writers. A file that is being read can be read
     * to its end.
     */
    private static void removeOld(final Path folder, final int kept) throws IOException {
        final List<Long> numbers = numbers(folder);
        final long pinned = DirectoryMark.PINNED.read(folder);
        for (int i = 0; i < numbers.size() - kept; i++) {
            if (numbers.get(i) != pinned) {
                remove(folder, numbers.get(i));
            }
        }
        final FileTime oldest = FileTime.from(Instant.now().minus(ABANDONED));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (final Path entry : entries) {
                if (Files.getLastModifiedTime(entry).compareTo(oldest) < 0) {
                    delete(entry);
                }
            }
        }
    }

    /** Removes a version at once, by renaming it, and then its files. */
    private static void remove(final Path folder, final long version) throws IOException {
        final Path gone = folder.resolve(UNFINISHED + UUID.randomUUID());
        Files.move(folder.resolve("v" + version), gone, StandardCopyOption.ATOMIC_MOVE);
        delete(gone);
    }

    private void removeOld(final Path folder) {
        try {
            removeOld(folder, kept);
        } catch (final IOException e) {
            // The model is published; the next publication tries again.
            return;
        }
    }

    /** Deletes one of our directories with its files, as far as it can be. */
    private static void delete(final Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (final Path entry : entries) {
                Files.deleteIfExists(entry);
            }
            Files.deleteIfExists(directory);
        } catch (final IOException e) {
            // It is removed later, when it is old enough.
            return;
        }
    }

    private String reason(final IOException e) {
        final String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        try {
            return "%s (%s; %,d MiB are free)"
                    .formatted(
                            said,
                            e.getClass().getSimpleName(),
                            Files.getFileStore(root).getUsableSpace() >> 20);
        } catch (final IOException unknown) {
            return "%s (%s)".formatted(said, e.getClass().getSimpleName());
        }
    }
}
