// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * A temporary file for rows that do not fit into memory. Only its owner can read it, and it does not outlive the
 * process, even after a crash: on Unix it is deleted before anything is written to it, so that the system frees it with
 * the last handle; on Windows the system deletes it with the last handle.
 *
 * <p>One thread at a time may append; any number may read.
 */
public final class ScratchFile implements AutoCloseable {
    /** Disk space that is left free for others, in bytes. */
    private static final long RESERVE = 256L << 20;

    private static final long CHECKED_EVERY = 64L << 20;

    private final Path directory;
    private final FileChannel channel;
    private long length;
    private long checked = -CHECKED_EVERY;

    /**
     * @param directory an existing directory
     * @throws SpillException where no file can be created there
     */
    public ScratchFile(final Path directory) {
        this.directory = directory;
        final boolean posix =
                directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        final FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            // DELETE_ON_CLOSE deletes right after opening on Unix, and by the system's own flag on Windows.
            this.channel = FileChannel.open(
                    directory.resolve("nifi-gan-" + UUID.randomUUID() + ".rows"),
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    attributes);
        } catch (final IOException e) {
            throw new SpillException(
                    ("The table does not fit into memory, and its rows cannot be written to the directory "
                                    + "%s: %s. Set another directory")
                            .formatted(directory, reason(e)),
                    e);
        }
    }

    private static String reason(final IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "it does not exist"
                : e instanceof java.nio.file.AccessDeniedException ? "it cannot be written to" : e.getMessage();
    }

    /**
     * Checks that the disk has space for a number of bytes.
     *
     * @throws SpillException where there is not enough space
     */
    public void require(final long bytes) {
        try {
            final long free = Files.getFileStore(directory).getUsableSpace();
            if (free < bytes + RESERVE) {
                throw new SpillException(String.format(
                        Locale.ROOT,
                        "The table does not fit into memory, and there is too little space for its rows in "
                                + "%s: %,d MB more are needed "
                                + "and %,d MB are free. Free some space, set another directory, or train on fewer rows",
                        directory,
                        bytes + RESERVE >> 20,
                        free >> 20));
            }
        } catch (final IOException e) {
            throw new SpillException(
                    "The free space in %s cannot be determined: %s".formatted(directory, e.getMessage()), e);
        }
    }

    /** Appends bytes and returns the position of the first. */
    public long append(final ByteBuffer bytes) {
        final long at = length;
        length += bytes.remaining();
        if (length - checked >= CHECKED_EVERY) {
            require(CHECKED_EVERY);
            checked = length;
        }
        write(at, bytes);
        return at;
    }

    /** Writes bytes at a position; several threads may, at ranges that do not overlap. */
    public void write(final long at, final ByteBuffer bytes) {
        try {
            long position = at;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        } catch (final IOException e) {
            throw new SpillException(
                    "The rows of the table cannot be written to %s: %s".formatted(directory, e.getMessage()), e);
        }
    }

    /** Reads bytes from a position until the buffer is full, and flips the buffer. */
    public void read(final long at, final ByteBuffer bytes) {
        try {
            long position = at;
            while (bytes.hasRemaining()) {
                final int count = channel.read(bytes, position);
                if (count < 0) {
                    throw new SpillException(("The file of rows in %s was cut off at byte %d: train again, "
                                    + "and set another directory if it happens again")
                            .formatted(directory, position));
                }
                position += count;
            }
            bytes.flip();
        } catch (final IOException e) {
            throw new SpillException(
                    "The rows of the table cannot be read from %s: %s".formatted(directory, e.getMessage()), e);
        }
    }

    /**
     * The file mapped into memory, in pieces of the same length (the last may be shorter).
     *
     * @param bytes the length of the file, all of which was written
     * @param piece the length of a piece, at most 2 GB
     */
    public List<ByteBuffer> map(final long bytes, final int piece) {
        final List<ByteBuffer> pieces = new ArrayList<>();
        try {
            for (long at = 0; at < bytes; at += piece) {
                final MappedByteBuffer mapped =
                        channel.map(FileChannel.MapMode.READ_ONLY, at, Math.min(piece, bytes - at));
                pieces.add(mapped.order(ByteOrder.LITTLE_ENDIAN));
            }
        } catch (final IOException e) {
            throw new SpillException(
                    "The rows in %s cannot be mapped into memory: %s".formatted(directory, e.getMessage()), e);
        }
        return pieces;
    }

    /** Frees the space at once; mapped pieces must not be read any more. */
    @Override
    public void close() {
        try (FileChannel closing = channel) {
            if (closing.isOpen()) {
                // A mapping keeps the space until it is garbage-collected, unless the file is truncated. Windows
                // refuses that and frees the space later.
                closing.truncate(0);
            }
        } catch (final IOException e) {
            // The system frees the space when the process ends at the latest.
            return;
        }
    }
}
