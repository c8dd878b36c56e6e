// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a directory that this process has open, whether they have a name or not; known on Linux only. */
public final class OpenFiles {
    private static final Path HANDLES = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /** Paths through which the files can be looked at. */
    public static List<Path> of(final Path directory) throws IOException {
        final List<Path> found = new ArrayList<>();
        try (Stream<Path> handles = Files.list(HANDLES)) {
            for (final Path handle : handles.toList()) {
                if (Files.isSymbolicLink(handle)
                        && Files.readSymbolicLink(handle)
                                .toString()
                                .startsWith(directory.toRealPath().toString())
                        && !Files.isDirectory(handle)) {
                    found.add(handle);
                }
            }
        }
        return found;
    }
}
