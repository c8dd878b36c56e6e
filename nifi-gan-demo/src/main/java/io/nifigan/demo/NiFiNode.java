// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A NiFi in its home, standalone or as a cluster node, that can be started, killed and restarted. */
public final class NiFiNode {
    private final NiFiHome home;
    private final boolean lasting;
    private NiFiSettings settings;
    private NiFiProcess process;
    private NiFiClient client;

    /**
     * Creates the node without any effect on files or processes.
     *
     * @param lasting whether it keeps running when a user interrupts this program or closes the terminal
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

    /** The process, null before the first start. */
    public NiFiProcess process() {
        return process;
    }

    public NiFiClient client() {
        return client;
    }

    /** Stops a NiFi that still runs in the home. */
    public void stopLast() throws IOException {
        final Optional<NiFiProcess> last = NiFiProcess.running(home);
        if (last.isPresent()) {
            last.get().stop();
        }
    }

    /** Starts an empty NiFi and returns immediately. */
    public void begin(final NiFiSettings chosen) throws IOException {
        stopLast();
        settings = chosen;
        home.prepare(settings);
        beginAgain();
    }

    /**
     * Restarts NiFi in its existing home, with the flow, its queues and the states of its processors. Returns
     * immediately.
     */
    public void beginAgain() throws IOException {
        process = NiFiProcess.start(home, lasting, settings.heapMebibytes());
        client = new NiFiClient(settings.host(), settings.port());
    }

    /**
     * Starts NiFi with the flow of the last program that used its home, or finds it running, and waits until it
     * responds. Processors that were running run again.
     */
    void resume() throws IOException, InterruptedException {
        settings = home.lastSettings();
        final Optional<NiFiProcess> running = NiFiProcess.running(home);
        if (running.isPresent()) {
            process = running.get();
            client = new NiFiClient(settings.host(), settings.port());
        } else {
            home.renewExtensions();
            beginAgain();
        }
        awaitStart();
    }

    /** Waits until NiFi responds, and stops it if it does not. */
    public void awaitStart() throws IOException, InterruptedException {
        try {
            client.awaitStart(process, home.log());
        } catch (final IOException | InterruptedException e) {
            process.stop();
            throw e;
        }
    }

    /** Restarts NiFi in its home, waits until it responds, and returns the duration. */
    public Duration restart() throws IOException, InterruptedException {
        final long begun = System.nanoTime();
        beginAgain();
        awaitStart();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Stops NiFi if it was started. */
    public void stop() throws IOException {
        if (process != null) {
            process.stop();
        }
    }
}
