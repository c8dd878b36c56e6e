// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.encode.EncodedTable;
import io.nifigan.train.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The fingerprint of a training: 32 bytes that are the same if the settings, the encoded rows, the baseline model and
 * the version of nifi-gan are.
 */
final class Fingerprint {
    private Fingerprint() {}

    /** @param baseline the id of the model that the training continues from, empty for none */
    static byte[] of(final TrainingSettings settings, final EncodedTable encoded, final String baseline) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // Another number of threads does not make it another training.
            final TrainingSettings same = settings.withThreads(0);
            digest.update((same + "\n" + Versions.all().get("nifi-gan") + "\n" + baseline + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            encoded.update(digest);
            return digest.digest();
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
