// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModel;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipInputStream;

/** Reads models of tables and of databases, whichever a file holds. */
public final class TrainedModels {
    /** The compressed bytes that hold the beginning of the first entry, which says what the file is. */
    private static final int HEAD = 4_096;

    private TrainedModels() {}

    /**
     * Reads a model file. The stream stays open.
     *
     * @throws io.nifigan.model.InvalidModelException if it is no complete model of a version that this release reads
     */
    public static TrainedModel read(final InputStream in) throws IOException {
        final BufferedInputStream buffered = new BufferedInputStream(in, HEAD);
        buffered.mark(HEAD);
        final byte[] head = buffered.readNBytes(HEAD);
        buffered.reset();
        return isDatabase(head) ? RelationalModel.read(buffered) : GANModel.read(buffered);
    }

    private static boolean isDatabase(final byte[] head) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(head))) {
            return zip.getNextEntry() != null
                    && new String(zip.readNBytes(HEAD / 8), StandardCharsets.UTF_8).contains(DatabaseFormat.FORMAT);
        } catch (final IOException e) {
            // The reader of a table's model says what is wrong.
            return false;
        }
    }
}
