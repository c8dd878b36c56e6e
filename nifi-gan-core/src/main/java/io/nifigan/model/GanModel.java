// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import io.nifigan.table.Column;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A trained model: an immutable value that any number of threads may sample from and score with. */
public final class GanModel {
    /** What a model file is to NiFi and to mail programs. */
    public static final String MIME_TYPE = "application/vnd.nifi-gan.model+zip";

    /** A name for this very model: the first 16 hex digits of the SHA-256 of what it has learnt, without time stamps. */
    public String id() {
        throw new UnsupportedOperationException("stub");
    }

    public List<Column> columns() {
        throw new UnsupportedOperationException("stub");
    }

    public TrainingSettings settings() {
        throw new UnsupportedOperationException("stub");
    }

    public Provenance provenance() {
        throw new UnsupportedOperationException("stub");
    }

    public Fidelity fidelity() {
        throw new UnsupportedOperationException("stub");
    }

    /** Writes the model as a zip; the stream stays open. */
    public void write(final OutputStream out) throws IOException {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Reads a model; the stream stays open.
     *
     * @throws InvalidModelException where it is not a whole model of a format that this version knows
     */
    public static GanModel read(final InputStream in) throws IOException {
        throw new UnsupportedOperationException("stub");
    }
}
