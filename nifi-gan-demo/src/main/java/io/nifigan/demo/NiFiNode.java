// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A NiFi in its home: alone, or a node of a cluster; as it is started, ended by force, and started again. */
public final class NiFiNode {
    private final NiFiHome home;
    private final boolean lasting;
    private NiFiSettings settings;
    private NiFiProcess process;
    private NiFiClient client;

    /**
     * A NiFi that is to be; nothing is touched yet.
     *
     * @param lasting whether it is to live on when a user interrupts this program or closes the terminal
     */
    public NiFiNode(final NiFiHome home, final boolean lasting) {
        this.home = home;
        this.lasting = lasting;
    }

    public NiFiHome home() {
        return home;
    }

    public NiFiSettings settings() {
        return settings;
    }

    /** Null before the first start. */
    public NiFiProcess process() {
        return process;
    }

    public NiFiClient client() {
        return client;
    }

    /** Stops what still runs in the home from the last time. */
    public void stopLast() throws IOException {
        final Optional<NiFiProcess> last = NiFiProcess.running(home);
        if (last.isPresent()) {
            last.get().stop();
        }
    }

    /** Starts an empty NiFi, and returns at once. */
    public void begin(final NiFiSettings chosen) throws IOException {
        stopLast();
        settings = chosen;
        home.prepare(settings);
        beginAgain();
    }

    /**
     * Starts NiFi in the home as it was left: with the flow, its queues, and its processors running as they were.
     * Returns at once.
     */
    public void beginAgain() throws IOException {
        process = NiFiProcess.start(home, lasting, settings.heapMebibytes());
        client = new NiFiClient(settings.host(), settings.port());
    }

    /** Waits until it answers, and ends it where it does not. */
    public void awaitStart() throws IOException, InterruptedException {
        try {
            client.awaitStart(process, home.log());
        } catch (final IOException | InterruptedException e) {
            process.stop();
            throw e;
        }
    }

    /** Starts NiFi again in its home and waits until it answers; returns how long that took. */
    public Duration restart() throws IOException, InterruptedException {
        final long begun = System.nanoTime();
        beginAgain();
        awaitStart();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Stops it, if it was ever started. */
    public void stop() throws IOException {
        if (process != null) {
            process.stop();
        }
    }
}
