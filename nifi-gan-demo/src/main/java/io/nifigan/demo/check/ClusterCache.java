// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo.check;

import java.io.IOException;
import java.nio.file.Path;

/** The same flow with its models in NiFi's own cache server, which a NiFi outside the cluster runs. */
final class ClusterCache {
    ClusterCache(final Path target, final ClusterTrial trial) {
    }

    void run() throws IOException {
    }
}
