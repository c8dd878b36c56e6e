// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of a file that a command is going to write. */
public final class OutputFile {
    private OutputFile() {}

    /**
     * Checks that a file can be written without harm to others.
     *
     * @param output the file to write
     * @param others the files that the command reads or writes besides; null for none
     * @throws IOException where its folder does not exist, or it is one of the others, under any of its names
     */
    public static void check(final Path output, final Path... others) throws IOException {
        final Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("%s cannot be written: there is no folder %s".formatted(output, folder));
        }
        for (final Path other : others) {
            if (other != null && isSame(output, other)) {
                throw new IOException("%s cannot be written: it is the same file as %s; give the output another name"
                        .formatted(output, other));
            }
        }
    }

    private static boolean isSame(final Path output, final Path other) throws IOException {
        if (Files.exists(output) && Files.exists(other)) {
            return Files.isSameFile(output, other);
        }
        final Path folder = other.toAbsolutePath().getParent();
        return folder != null
                && Files.isDirectory(folder)
                && Files.isSameFile(folder, output.toAbsolutePath().getParent())
                && output.getFileName().equals(other.getFileName());
    }
}
