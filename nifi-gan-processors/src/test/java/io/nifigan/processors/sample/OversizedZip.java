// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A model file whose first entry unpacks to 256 megabytes of zeros, and is small itself. */
final class OversizedZip {
    private static final int BLOCK = 1 << 20;

    private OversizedZip() {}

    static byte[] of(final byte[] model) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(model));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            final byte[] zeros = new byte[BLOCK];
            out.putNextEntry(new ZipEntry(in.getNextEntry().getName()));
            for (int block = 0; block < 256; block++) {
                out.write(zeros);
            }
        }
        return bytes.toByteArray();
    }
}
