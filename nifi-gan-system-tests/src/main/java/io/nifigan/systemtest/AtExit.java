// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.io.IOException;

/** A shutdown hook that stops NiFis, also after an interruption. */
final class AtExit {
    /** An action that stops NiFis. */
    @FunctionalInterface
    interface Stop {
        void stop() throws IOException;
    }

    private AtExit() {}

    /** Registers an action for the end of this program. It also runs if the NiFis were stopped before. */
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
