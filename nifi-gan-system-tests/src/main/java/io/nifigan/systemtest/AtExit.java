// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.io.IOException;

/** No NiFi is left behind, also where a check is interrupted. */
final class AtExit {
    /** Ends NiFis. */
    @FunctionalInterface
    interface Stop {
        void stop() throws IOException;
    }

    private AtExit() {}

    /** Does it when this program ends, however it ends; what has been stopped before is stopped again. */
    static void stop(final Stop stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop.stop();
            } catch (final IOException e) {
                System.err.println("A NiFi could not be stopped: " + e.getMessage());
            }
        }));
    }
}
