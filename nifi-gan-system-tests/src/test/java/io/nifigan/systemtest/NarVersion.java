// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Copies of this project's NAR that call themselves another version of it. */
final class NarVersion {
    private static final Attributes.Name VERSION = new Attributes.Name("Nar-Version");

    private NarVersion() {}

    /**
     * Copies the NAR under another version.
     *
     * @param extensions the folder in which the build has put the NAR
     * @param folder where the copy goes
     * @return the copy
     */
    static Path copy(final Path extensions, final Path folder, final String version) throws IOException {
        final Path nar;
        try (Stream<Path> nars = Files.list(extensions)) {
            nar = nars.filter(file -> file.getFileName().toString().startsWith("nifi-gan-nar-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("There is no NAR in %s: build first".formatted(extensions)));
        }
        final Path copy = Files.createDirectories(folder).resolve("nifi-gan-nar-%s.nar".formatted(version));
        // The entries keep their order: NiFi wants the manifest among the first.
        try (ZipFile archive = new ZipFile(nar.toFile());
                ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(copy)))) {
            for (final ZipEntry entry : Collections.list(archive.entries())) {
                try (InputStream in = archive.getInputStream(entry)) {
                    if (JarFile.MANIFEST_NAME.equals(entry.getName())) {
                        final Manifest manifest = new Manifest(in);
                        manifest.getMainAttributes().put(VERSION, version);
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        manifest.write(out);
                    } else {
                        out.putNextEntry(new ZipEntry(entry));
                        in.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        }
        return copy;
    }
}
