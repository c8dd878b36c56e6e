// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;

/** A file in a model's directory that holds the number of a version. */
enum DirectoryMark {
    /** The version that {@code latest} stands for. */
    PINNED,
    /** The highest number that a version had, if that version was deleted. */
    LAST;

    private static final int LONGEST_NUMBER = 18;

    private Path file(final Path folder) {
        return folder.resolve(name().toLowerCase(Locale.ROOT));
    }

    /** The number; 0 if there is none. */
    long read(final Path folder) throws IOException {
        final String text;
        try {
            text = Files.readString(file(folder)).strip();
        } catch (final NoSuchFileException e) {
            return 0;
        }
        if (!text.matches("[1-9][0-9]{0,%d}".formatted(LONGEST_NUMBER - 1))) {
            throw new IOException(
                    "The file '%s' must hold the number of a version: correct or delete it".formatted(file(folder)));
        }
        return Long.parseLong(text);
    }

    /** Writes the number, so that readers see the last one or this; 0 removes it. */
    void write(final Path folder, final long number) throws IOException {
        if (number == 0) {
            Files.deleteIfExists(file(folder));
            return;
        }
        final Path unfinished = folder.resolve(DirectoryModelStorage.UNFINISHED + UUID.randomUUID());
        try {
            Files.writeString(unfinished, Long.toString(number));
            Files.move(unfinished, file(folder), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
