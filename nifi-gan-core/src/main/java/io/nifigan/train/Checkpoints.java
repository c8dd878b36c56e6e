// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The checkpoint of one training in a directory. After an interruption the same training resumes from it; a fingerprint
 * of the rows and settings says whether it is the same. A file is written under a temporary name, synced and renamed. A
 * file that is read is checked like a model file; if it does not fit, the training starts from the beginning. Old files
 * are removed: checkpoints after a week or beyond the newest twenty, and unfinished files after an hour.
 */
public final class Checkpoints {
    private static final String PREFIX = "training-";
    private static final String SUFFIX = ".checkpoint";
    private static final String UNFINISHED = ".unfinished-";
    private static final Duration MAX_AGE = Duration.ofDays(7);
    /** Age of an unfinished file after which its writer must have crashed. */
    private static final Duration MAX_UNFINISHED_AGE = Duration.ofHours(1);

    private static final int MAX_FILES = 20;

    private final Path directory;
    private final long period;
    private byte[] fingerprint;
    private long saved;
    private boolean failed;
    private TrainingListener listener = new TrainingListener() {};

    /**
     * Creates the checkpoint of one training.
     *
     * @param directory the directory, created if it does not exist; null to save nothing
     * @param period the time between two saves
     */
    public Checkpoints(final Path directory, final Duration period) {
        this.directory = directory;
        this.period = period.toNanos();
    }

    /** A checkpoint that saves nothing. */
    public static Checkpoints none() {
        return new Checkpoints(null, Duration.ZERO);
    }

    /** Whether the training is saved at all. */
    public boolean enabled() {
        return directory != null;
    }

    /**
     * Sets the training's fingerprint and reads its saved state, if there is one.
     *
     * @param print the fingerprint, 32 bytes
     * @param size the size of the training's state
     * @param caller receives a note about each failure
     */
    Optional<TrainingState> begin(final byte[] print, final TrainingState.Size size, final TrainingListener caller) {
        fingerprint = print.clone();
        listener = caller;
        saved = System.nanoTime();
        if (!enabled()) {
            return Optional.empty();
        }
        sweep();
        final Path file = file();
        // Checked first: for a path below a regular file, Java 21 throws no NoSuchFileException.
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) != TrainingStateFile.length(size)) {
                throw new IllegalArgumentException("its length does not fit the state of this training");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(TrainingStateFile.read(in, fingerprint, size));
            }
        } catch (final IOException | IllegalArgumentException e) {
            listener.note("The checkpoint %s cannot be used, and the training begins anew: %s"
                    .formatted(file, e.getMessage()));
            discard();
            return Optional.empty();
        }
    }

    /** Whether it is time to save. */
    boolean due(final long now) {
        return directory != null && now - saved >= period;
    }

    /** Saves a state. If that fails, the listener receives one note, and the training continues. */
    void save(final TrainingState state) {
        saved = System.nanoTime();
        if (directory == null || !state.finite()) {
            return;
        }
        final Path unfinished = directory.resolve(UNFINISHED + UUID.randomUUID());
        try {
            Files.createDirectories(directory);
            try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
                TrainingStateFile.write(state, fingerprint, out);
                out.getFD().sync();
            }
            Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            failed = false;
        } catch (final IOException e) {
            if (!failed) {
                listener.note(
                        ("No checkpoint can be saved to %s, so an interrupted training would start from the beginning: "
                                        + "%s (%s). Check that NiFi may write there and that the disk is not full")
                                .formatted(
                                        directory, e.getMessage(), e.getClass().getSimpleName()));
            }
            failed = true;
            delete(unfinished);
        }
    }

    /** Removes the training's checkpoint, when it is finished or will not be resumed. */
    public void discard() {
        if (directory != null && fingerprint != null) {
            delete(file());
        }
    }

    private Path file() {
        return directory.resolve(PREFIX + HexFormat.of().formatHex(fingerprint, 0, fingerprint.length / 2) + SUFFIX);
    }

    private void sweep() {
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory, "{%s*%s,%s*}".formatted(PREFIX, SUFFIX, UNFINISHED))) {
            entries.forEach(files::add);
        } catch (final IOException e) {
            // If the directory cannot be read, saving will report it.
            return;
        }
        files.sort(Comparator.comparing(Checkpoints::modified).reversed());
        final Instant now = Instant.now();
        for (int i = 0; i < files.size(); i++) {
            final Path file = files.get(i);
            final Duration kept = file.getFileName().toString().startsWith(UNFINISHED) ? MAX_UNFINISHED_AGE : MAX_AGE;
            if (!file.equals(file()) && (i >= MAX_FILES || modified(file).isBefore(now.minus(kept)))) {
                delete(file);
            }
        }
    }

    private static Instant modified(final Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (final IOException e) {
            return Instant.EPOCH;
        }
    }

    private static void delete(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            // The next sweep tries again.
            return;
        }
    }
}
