// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import io.nifigan.relational.TrainedModels;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a model file. It shows whether the file is the published one, and is the key of the shared copy. */
public final class ModelChecksum {
    private ModelChecksum() {}

    /** A new SHA-256 digest. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Reads a stored model, which must be the published one. */
    static TrainedModel read(final InputStream stored, final StoredModel description) throws IOException {
        try (DigestInputStream in = new DigestInputStream(new BufferedInputStream(stored), digest())) {
            TrainedModel model = null;
            InvalidModelException refused = null;
            try {
                model = TrainedModels.read(in);
            } catch (final InvalidModelException e) {
                refused = e;
            }
            in.transferTo(OutputStream.nullOutputStream());
            if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(description.checksum())) {
                throw new InvalidModelException(
                        ("The model %s is not as it was published: its checksum differs. Publish it again, or go "
                                                + "back to an earlier ")
                                        .formatted(description.describe())
                                + "version",
                        refused);
            }
            if (refused != null) {
                throw refused;
            }
            if (!model.id().equals(description.modelId())) {
                throw new InvalidModelException(
                        "The store says that %s is there, and has the model %s: its description was changed"
                                .formatted(description.describe(), model.id()));
            }
            return model;
        }
    }
}
