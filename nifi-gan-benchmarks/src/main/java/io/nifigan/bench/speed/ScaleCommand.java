// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.speed;

import io.nifigan.bench.common.Results;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code scale}: measures time and memory by number of rows and columns. Each size runs in its own JVM, so
 * that peaks are not mixed up.
 */
@Command(
        name = "scale",
        description = "Prints time and memory of training, sampling and scoring by number of rows and columns, "
                + "and writes a CSV file.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ScaleCommand implements Callable<Integer> {
    @CommandLine.Mixin
    private Results results;

    @Option(
            names = "--rows",
            split = ",",
            description = "numbers of rows of tables with 20 columns (default ${DEFAULT-VALUE})",
            defaultValue = "10000,100000,1000000,10000000")
    private List<Integer> rows;

    @Option(
            names = "--columns",
            split = ",",
            description = "numbers of columns of tables with 20,000 rows (default ${DEFAULT-VALUE})",
            defaultValue = "5,10,20,40,80")
    private List<Integer> columns;

    @Option(
            names = "--steps",
            description = "training steps, the same for all sizes (default ${DEFAULT-VALUE})",
            defaultValue = "1000")
    private int steps;

    @Option(names = "--heap", description = "heap size of each JVM (default ${DEFAULT-VALUE})", defaultValue = "2g")
    private String heap;

    @Option(
            names = "--spill",
            paramLabel = "FOLDER",
            description = "folder for rows that do not fit into memory (default: the JVM's temporary folder)")
    private Path spill;

    @Option(names = "--csv", paramLabel = "FILE", description = "CSV file to write the results to")
    private Path csv;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final PrintWriter out = results.out();
        final List<Map<String, Double>> byRows = new ArrayList<>();
        for (final int size : new TreeSet<>(rows)) {
            byRows.add(measure(size, ScaleMeasurement.COLUMNS, out));
        }
        final List<Map<String, Double>> byColumns = new ArrayList<>();
        for (final int width : new TreeSet<>(columns)) {
            byColumns.add(measure(ScaleMeasurement.ROWS, width, out));
        }
        if (csv != null) {
            Files.write(csv, lines(byRows, byColumns));
        }
        return 0;
    }

    private Map<String, Double> measure(final int size, final int width, final PrintWriter out)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:MaxDirectMemorySize=512m",
                "--enable-native-access=ALL-UNNAMED"));
        if (spill != null) {
            command.add("-Djava.io.tmpdir=" + spill);
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ScaleMeasurement.class.getName(),
                Integer.toString(size),
                Integer.toString(width),
                Integer.toString(steps)));
        final File errors = File.createTempFile("nifi-gan-scale", ".txt");
        final Process process =
                new ProcessBuilder(command).redirectError(errors).start();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        final int code = process.waitFor();
        final String error = Files.readString(errors.toPath());
        Files.delete(errors.toPath());
        if (code != 0) {
            throw new IOException("The measurement of %d rows and %d columns ended with status %d: %s"
                    .formatted(size, width, code, error));
        }
        final Map<String, Double> figures = new LinkedHashMap<>();
        text.lines()
                .filter(line -> line.indexOf(' ') > 0)
                .forEach(line -> figures.put(
                        line.substring(0, line.indexOf(' ')),
                        Double.parseDouble(line.substring(line.indexOf(' ') + 1))));
        out.println(String.join(
                " ",
                figures.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + ScaleMeasurement.text(entry.getValue()))
                        .toList()));
        out.flush();
        return figures;
    }

    private static List<String> lines(
            final List<Map<String, Double>> byRows, final List<Map<String, Double>> byColumns) {
        final List<String> lines = new ArrayList<>();
        for (final List<Map<String, Double>> part : List.of(byRows, byColumns)) {
            for (final Map<String, Double> figures : part) {
                if (lines.isEmpty()) {
                    lines.add(String.join(",", figures.keySet()));
                }
                lines.add(String.join(
                        ",",
                        figures.values().stream().map(ScaleMeasurement::text).toList()));
            }
        }
        return lines;
    }
}
