// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The process of a NiFi server, which keeps running when the program that started it ends normally. */
public final class NiFiProcess {
    private static final String MAIN_CLASS = "org.apache.nifi.NiFi";
    private static final int FIRST_PORT = 20_000;
    /** The first port that Linux assigns to outgoing connections; other systems start higher. */
    private static final int FIRST_OUTGOING_PORT = 32_768;

    private static final int MAX_ATTEMPTS = 1_000;
    /** Ports that were returned before; none is returned twice, because it may not be in use yet. */
    private static final Set<Integer> GIVEN_PORTS = ConcurrentHashMap.newKeySet();

    private final NiFiHome home;
    private final ProcessHandle process;

    private NiFiProcess(final NiFiHome home, final ProcessHandle process) {
        this.home = home;
        this.process = process;
    }

    /**
     * Starts NiFi in a prepared home and returns immediately; {@link NiFiClient#awaitStart} waits until it responds.
     *
     * @param lasting whether it keeps running when a user interrupts this program or closes the terminal, if the system
     *     supports that
     * @param heapMebibytes maximum heap in MiB
     */
    public static NiFiProcess start(final NiFiHome home, final boolean lasting, final int heapMebibytes)
            throws IOException {
        final List<String> classPath = new ArrayList<>();
        classPath.add("conf");
        try (Stream<Path> jars = Files.list(home.libraries())) {
            jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .sorted()
                    .forEach(classPath::add);
        }
        final Path natives = home.libraries().resolveSibling("natives");
        final List<String> command = new ArrayList<>();
        if (lasting) {
            // A new session gets no signals from the terminal. setsid replaces itself with the program that it starts,
            // so
            // the process keeps its id.
            onPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx" + heapMebibytes + "m",
                // Java 24 and later warn about JNI, which DL4J uses, without this option.
                "--enable-native-access=ALL-UNNAMED",
                "-Dnifi.properties.file.path=" + home.folder().resolve("conf/nifi.properties"),
                "-Dorg.apache.nifi.bootstrap.config.log.dir=" + home.logs(),
                // NiFi's default management port is fixed, so that a second NiFi on the same machine would not start.
                "-Dorg.apache.nifi.management.server.address=%s:%d"
                        .formatted(NiFiSettings.LOOPBACK, freePort(NiFiSettings.LOOPBACK)),
                "-Dorg.bytedeco.javacpp.cachedir=" + natives,
                "-Dsun.net.http.allowRestrictedHeaders=true",
                "-Djava.awt.headless=true",
                "-Djava.protocol.handler.pkgs=sun.net.www.protocol",
                "-Djavax.security.auth.useSubjectCredsOnly=true",
                "-cp",
                String.join(System.getProperty("path.separator"), classPath),
                MAIN_CLASS));
        final Process process = new ProcessBuilder(command)
                .directory(home.folder().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(nowhere()))
                .redirectErrorStream(true)
                .redirectOutput(home.logs().resolve("console.log").toFile())
                .start();
        Files.writeString(home.pidFile(), Long.toString(process.pid()));
        return new NiFiProcess(home, process.toHandle());
    }

    private static Optional<Path> onPath(final String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static File nowhere() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    /** The NiFi that still runs in this home, if any. */
    public static Optional<NiFiProcess> running(final NiFiHome home) throws IOException {
        if (!Files.isRegularFile(home.pidFile())) {
            return Optional.empty();
        }
        final long pid = Long.parseLong(Files.readString(home.pidFile()).strip());
        // The process id may have been reused by another program.
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(MAIN_CLASS))
                        .orElse(false))
                .map(handle -> new NiFiProcess(home, handle));
    }

    /**
     * A free port below those for outgoing connections, so that it is still free when a killed NiFi is restarted.
     *
     * @param host the address to listen on
     */
    public static int freePort(final String host) throws IOException {
        final InetAddress address = InetAddress.getByName(host);
        BindException last = null;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try (ServerSocket socket = new ServerSocket(
                    ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_OUTGOING_PORT), 1, address)) {
                if (GIVEN_PORTS.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (final BindException e) {
                last = e;
            }
        }
        throw new IOException("No free port was found on " + host, last);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Requests NiFi to stop without waiting. */
    public void askToStop() {
        process.destroy();
    }

    /** Stops NiFi gracefully, and kills it after 30 seconds. */
    public void stop() throws IOException {
        process.destroy();
        if (!ended(30)) {
            process.destroyForcibly();
            ended(10);
        }
        Files.deleteIfExists(home.pidFile());
    }

    /** Kills NiFi without warning, like a power failure. */
    public void kill() {
        process.destroyForcibly();
        ended(10);
    }

    private boolean ended(final int seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (final TimeoutException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (final ExecutionException e) {
            throw new IllegalStateException("Interrupted while waiting for NiFi to stop", e);
        }
    }

    /** The resident memory of the process in MiB; empty outside Linux. */
    public Optional<Long> residentMebibytes() {
        return statusLine("VmRSS:");
    }

    /** The peak resident memory of the process in MiB; empty outside Linux. */
    public Optional<Long> peakMebibytes() {
        return statusLine("VmHWM:");
    }

    /** The number of threads of the process; empty outside Linux. */
    public Optional<Long> threads() {
        return status("Threads:");
    }

    /** The number of open files and sockets of the process; empty outside Linux. */
    public Optional<Long> openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return Optional.of(files.count());
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Long> statusLine(final String key) {
        return status(key).map(kibibytes -> kibibytes / 1024);
    }

    private Optional<Long> status(final String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (final IOException e) {
            return Optional.empty();
        }
    }
}
