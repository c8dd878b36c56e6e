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
 * Saves where a training stands to a directory, from time to time and when it is stopped, so that the same training
 * goes on from there: the same rows with the same settings, which its fingerprint tells. A file is written under
 * another name, synced and renamed. What is read is checked like a model file; where it does not fit, the training
 * begins anew. The directory does not fill up: checkpoints that nobody came back for go after a week, and all but the
 * newest twenty; what a crash in the middle of writing left goes after an hour.
 */
public final class Checkpoints {
    private static final String PREFIX = "training-";
    private static final String SUFFIX = ".checkpoint";
    private static final String UNFINISHED = ".unfinished-";
    private static final Duration FORGOTTEN = Duration.ofDays(7);
    /** Nobody takes as long to write one: the writer is gone. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final int MAX_FILES = 20;

    private final Path directory;
    private final long period;
    private byte[] fingerprint;
    private long saved;
    private boolean failed;
    private TrainingListener listener = new TrainingListener() {};

    /**
     * For one training.
     *
     * @param directory made where it is not there; null to save nothing
     * @param period how often it is saved
     */
    public Checkpoints(final Path directory, final Duration period) {
        this.directory = directory;
        this.period = period.toNanos();
    }

    /** None at all. */
    public static Checkpoints none() {
        return new Checkpoints(null, Duration.ZERO);
    }

    /** Whether any are kept. */
    public boolean enabled() {
        return directory != null;
    }

    /**
     * Names the training, and finds where it stood.
     *
     * @param print of 32 bytes
     * @param size of the training's state
     * @param told of what does not work
     */
    Optional<TrainingState> begin(final byte[] print, final TrainingState.Size size, final TrainingListener told) {
        fingerprint = print.clone();
        listener = told;
        saved = System.nanoTime();
        if (!enabled()) {
            return Optional.empty();
        }
        sweep();
        final Path file = file();
        // Asked first: below a file that is no directory, Java 21 does not say that there is none.
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) != TrainingStateFile.length(size)) {
                throw new IllegalArgumentException("it has another length than the state of this training");
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

    /** Saves a state; where that does not work, the listener is told once, and the training goes on. */
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
                listener.note(("No checkpoint can be saved to %s, so that a training that is cut off would begin "
                                + "anew: %s (%s)")
                        .formatted(directory, e.getMessage(), e.getClass().getSimpleName()));
            }
            failed = true;
            delete(unfinished);
        }
    }

    /** Removes the training's checkpoint: it is done, or will not be tried again. */
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
            // Saving will tell.
            return;
        }
        files.sort(Comparator.comparing(Checkpoints::modified).reversed());
        final Instant now = Instant.now();
        for (int i = 0; i < files.size(); i++) {
            final Path file = files.get(i);
            final Duration kept = file.getFileName().toString().startsWith(UNFINISHED) ? ABANDONED : FORGOTTEN;
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
            // It is swept up later.
            return;
        }
    }
}
