// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands {@code ./check cluster}, {@code kill} and {@code soak}, which test in separate NiFi processes. */
@Command(
        name = "./check",
        mixinStandardHelpOptions = true,
        description = "System tests in real NiFi processes. Each ends with a line: N passed, N failed.")
public final class Check {
    private final Path target = Path.of(System.getProperty("nifi.gan.demo.target", "nifi-gan-demo/target"));

    public static void main(final String[] arguments) {
        System.exit(new CommandLine(new Check()).execute(arguments));
    }

    @Command(
            name = "cluster",
            description = "Tests a cluster of three nodes that trains on one node and generates and scores "
                    + "records on all, while nodes are killed.")
    int cluster() throws IOException {
        return run(new ClusterCheck(target, new Verdicts(System.out))::run);
    }

    @Command(
            name = "kill",
            description = "Kills a NiFi with -9 at random moments, and checks its results after each restart.")
    int kill(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "Number of kills (default: ${DEFAULT-VALUE}).")
                    final int times,
            @Option(
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Random seed of the moments (default: ${DEFAULT-VALUE}).")
                    final long seed)
            throws IOException {
        return run(() -> new KillCheck(target, new Verdicts(System.out), seed).run(times));
    }

    @Command(name = "soak", description = "Keeps a NiFi at full load, and monitors its memory, threads and open files.")
    int soak(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "MINUTES",
                            defaultValue = "30",
                            description = "Duration (default: ${DEFAULT-VALUE}).")
                    final int minutes)
            throws IOException {
        return run(() -> new SoakCheck(target, new Verdicts(System.out)).run(minutes));
    }

    /** The body of a command. */
    @FunctionalInterface
    private interface Work {
        int run() throws IOException, InterruptedException;
    }

    private static int run(final Work work) throws IOException {
        try {
            return work.run();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
