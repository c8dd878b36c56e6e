// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.encode.EncodedTable;
import io.nifigan.train.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 32 bytes that tell whether a training is the same as another: by its settings, its encoded rows, and the program's
 * version.
 */
final class Fingerprint {
    private Fingerprint() {}

    /** @param earlier the id of the model that it goes on from, empty for none */
    static byte[] of(final TrainingSettings settings, final EncodedTable encoded, final String earlier) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // How many threads there are, and how much time, does not make it another training.
            final TrainingSettings same = settings.withThreads(0);
            digest.update((same + "\n" + Versions.all().get("nifi-gan") + "\n" + earlier + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            encoded.update(digest);
            return digest.digest();
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
