// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code ./demo}. */
@Command(
        name = "./demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts a real NiFi that trains a GAN on real customer records, writes synthetic "
                + "customers, scores them and reports on them. NiFi keeps running afterwards.")
public final class Demo implements Callable<Integer> {
    /** The columns of FoodMart's customers that identify a person or an address. */
    private static final Set<String> PERSONAL = Set.of(
            "customer_id",
            "account_num",
            "lname",
            "fname",
            "mi",
            "fullname",
            "address1",
            "address2",
            "address3",
            "address4",
            "postal_code",
            "phone1",
            "phone2");
    /** The columns of FoodMart's customers that are printed. */
    private static final List<String> SHOWN = List.of(
            "fullname",
            "phone1",
            "address1",
            "city",
            "state_province",
            "country",
            "birthdate",
            "marital_status",
            "gender",
            "yearly_income",
            "total_children",
            "num_children_at_home",
            "education",
            "occupation");

    private static final String NAME = "demo";
    private static final Duration SLACK = Duration.ofMinutes(4);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Train on this CSV file (with a line of column names) instead of the customers.")
    private Path csv;

    @Option(
            names = "--database",
            description = "Learn all of FoodMart, eight tables, and fill a second database with synthetic rows.")
    private boolean database;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "90",
            description = "Time budget of the training, in seconds (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "8000",
            description = "Maximum number of training steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Number of synthetic records (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--private",
            paramLabel = "EPSILON",
            description = "Train under differential privacy with this epsilon, such as 1; see docs/privacy.md.")
    private Double epsilon;

    @Option(
            names = "--bounds",
            paramLabel = "FILE",
            description = "With --private and --csv: JSON with the public bounds and values of the columns.")
    private Path bounds;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            split = ",",
            description = "With --private and --csv: the most important columns.")
    private List<String> targets = List.of();

    @Option(
            names = "--fresh",
            description = "Start anew, without what you built in the NiFi of an earlier run. So do all other "
                    + "options; without any, ./demo opens the NiFi of the last run as you left it.")
    private boolean fresh;

    @Option(names = "--headless", description = "Stop NiFi at the end and exit with status 0, or 1 after a failure.")
    private boolean headless;

    private final Path target = Path.of(System.getProperty("nifi.gan.demo.target", "nifi-gan-demo/target"));
    private final Terminal terminal = new Terminal();

    public static void main(final String[] arguments) {
        System.exit(new CommandLine(new Demo()).execute(arguments));
    }

    @Override
    public Integer call() {
        final DemoRun run = new DemoRun(target, NAME, !headless);
        final long started = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(run)));
        boolean done = false;
        try (FileChannel lock = lockFile(run)) {
            // Two concurrent runs would delete each other's files.
            if (lock.tryLock() == null) {
                throw new IOException("Another ./demo is running here: wait until it ends, or interrupt it first.");
            }
            checkOptions();
            if (run.canResume()
                    && spec.commandLine().getParseResult().matchedOptions().isEmpty()) {
                resume(run);
            } else {
                perform(run, started);
            }
            done = true;
        } catch (final IOException e) {
            terminal.failed(e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            terminal.failed("Interrupted");
        }
        return done ? 0 : 1;
    }

    private static FileChannel lockFile(final DemoRun run) throws IOException {
        final Path file = run.folder().root().resolve("demo.lock");
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Runs at the end of the program, however it ends. NiFi only keeps running if the user is told about it. */
    private void leave(final DemoRun run) {
        if (run.process() == null || !run.process().isAlive()) {
            return;
        }
        if (headless) {
            stopNiFi(run);
        } else {
            terminal.line("");
            terminal.line("NiFi keeps running: open the canvas in a browser. ./demo stop stops it.");
        }
    }

    private void stopNiFi(final DemoRun run) {
        try {
            run.process().stop();
        } catch (final IOException e) {
            terminal.failed("NiFi could not be stopped: " + e.getMessage());
        }
    }

    private void checkOptions() throws IOException {
        if (seconds < 1 || steps < 1 || rows < 1) {
            throw new IOException("--seconds, --steps and --rows must be 1 or more");
        }
        if (csv != null) {
            CsvInput.check(csv);
        }
        if (database && (csv != null || epsilon != null)) {
            throw new IOException("--database learns FoodMart's tables: leave out --csv and --private");
        }
        privateMode();
    }

    /** The settings of a private training; null if the training is not private. */
    private PrivateMode privateMode() throws IOException {
        if (epsilon == null) {
            if (bounds != null || !targets.isEmpty()) {
                throw new IOException("--bounds and --target need --private");
            }
            return null;
        }
        if (csv == null) {
            if (bounds != null || !targets.isEmpty()) {
                throw new IOException("--bounds and --target need --csv: the customers have built-in bounds");
            }
            return PrivateMode.ofCustomers(epsilon);
        }
        return PrivateMode.of(epsilon, bounds, targets);
    }

    /** Opens the NiFi of the last run, with what its user built in it. */
    private void resume(final DemoRun run) throws IOException, InterruptedException {
        terminal.line(
                "Starting the NiFi of the last run, with all that is on its canvas (./demo --fresh starts anew) ...");
        run.resumeNiFi();
        final Optional<Path> report = run.folder().report();
        if (report.isPresent()) {
            terminal.line("report " + report.get());
        }
        terminal.line("canvas " + run.canvas());
    }

    private void perform(final DemoRun run, final long started) throws IOException, InterruptedException {
        if (NiFiProcess.running(run.home()).isPresent()) {
            terminal.line("Stopping the NiFi of the previous run ...");
        }
        terminal.line("Starting NiFi ...");
        run.startNiFi();
        if (database) {
            new DatabaseDemo(run, terminal).perform(seconds, steps, seed);
            return;
        }
        final Map<String, String> parameters = new HashMap<>(Map.of(
                "Time Budget",
                seconds + " sec",
                "Maximum Steps",
                Integer.toString(steps),
                "Number of Records",
                Long.toString(rows),
                "Random Seed",
                Long.toString(seed)));
        if (csv == null) {
            final int customers = Customers.extract(run.folder().database());
            terminal.line("Real records: FoodMart's %,d customers, in a database at %s"
                    .formatted(customers, Customers.url(run.folder().database())));
            parameters.putAll(run.customersAt());
            load(run, FlowDefinition.CUSTOMERS, parameters);
        } else {
            parameters.putAll(run.csvAt());
            load(run, FlowDefinition.CSV, parameters);
            Files.copy(
                    csv,
                    run.folder().input().resolve(csv.getFileName().toString()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        terminal.line("Canvas:       " + run.canvas());
        terminal.line("Training for %d s at most, or %,d steps ...".formatted(seconds, steps));
        run.readOnce();
        final Path synthetic = run.awaitRecords(SLACK.plusSeconds(2L * seconds), terminal::progress);
        print(run, synthetic, started);
    }

    private void load(final DemoRun run, final String flow, final Map<String, String> parameters)
            throws IOException, InterruptedException {
        final PrivateMode mode = privateMode();
        if (mode == null) {
            run.loadFlow(flow, parameters);
        } else {
            run.loadFlow(flow, parameters, mode);
            mode.lines(run.folder()).forEach(terminal::line);
        }
    }

    private void print(final DemoRun run, final Path synthetic, final long started)
            throws IOException, InterruptedException {
        terminal.endProgress();
        final long seconds = (System.nanoTime() - started) / 1_000_000_000;
        final Report report = Report.of(synthetic, run.folder().figures().orElseThrow());
        final Set<String> hidden = new HashSet<>(report.identifiers());
        if (csv == null) {
            hidden.addAll(PERSONAL);
            report.compare(
                    System.out, "customers", Customers.some(run.folder().database(), 10), report.chosen(SHOWN), hidden);
        } else {
            report.compare(System.out, "records", CsvInput.some(csv, 10), report.informativeColumns(), hidden);
        }
        terminal.line("");
        terminal.line("Reporting on them ...");
        final Path page = run.awaitReport(SLACK);
        terminal.line("synthetic " + synthetic);
        terminal.line("model " + run.folder().model().orElseThrow());
        report.lines().forEach(terminal::line);
        run.process().peakMebibytes().ifPresent(mebibytes -> terminal.line("nifi_peak_mib " + mebibytes));
        terminal.line("seconds " + seconds);
        terminal.line("report " + page);
        terminal.line("canvas " + run.canvas());
    }

    @Command(name = "stop", description = "Stops the NiFi that the demo left running.")
    int stop() throws IOException {
        final Optional<NiFiProcess> running = NiFiProcess.running(NiFiHome.in(target, NAME + "/nifi"));
        if (running.isEmpty()) {
            terminal.line("No NiFi of the demo is running.");
        } else {
            running.get().stop();
            terminal.line("NiFi has stopped.");
        }
        return 0;
    }
}
