// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GanModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.SamplingException;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains on small images, draws real and generated ones side by side and prints how alike they are. */
@Command(name = "images", description = "Trains on small images and draws real ones (left) and generated ones (right) as OUT.png.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class ImagesCommand implements Callable<Integer> {
    private static final int SHAPES = 2_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OUT.png", description = "is created or replaced")
    private Path out;

    @Option(names = "--csv", paramLabel = "FILE", description = "images, one a row: a column of labels, all others pixels (default: shapes that are made)")
    private Path csv;

    @Option(names = "--label", description = "the labels' column (default ${DEFAULT-VALUE})", defaultValue = "label")
    private String label;

    @Option(names = "--image-width", description = "pixels of a row of an image (default: images are square)")
    private Integer imageWidth;

    @Option(names = "--seconds", description = "the longest that training may take (default ${DEFAULT-VALUE})", defaultValue = "300")
    private double seconds;

    @Option(names = "--steps", description = "the most steps of the game (default ${DEFAULT-VALUE})", defaultValue = "8000")
    private int steps;

    @Option(names = "--batch", description = "real images a step (default ${DEFAULT-VALUE})", defaultValue = "200")
    private int batch;

    @Option(names = "--seed", description = "of everything random (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException {
        final PrintWriter print = spec.commandLine().getOut();
        if (!(seconds > 0 && seconds <= 1e9)) {
            throw new IllegalArgumentException("--seconds is %s; it must be above 0".formatted(seconds));
        }
        final Table table = table();
                final int width = width(table.columns().size() - 1);
        final TrainingSettings settings = TrainingSettings.defaults().withTimeBudget(Duration.ofMillis(Math.max(1, Math.round(seconds * 1_000))))
                .withMaxSteps(steps).withBatchSize(batch).withSeed(seed).withTargets(List.of(Shapes.LABEL));
        final GanModel model = new ModelFitter(settings).fit(table, new TrainingListener() { });
        final Images real = Images.of(table);
        final Images generated;
        try (Sampler sampler = new Sampler(model, seed, 0)) {
            generated = Images.of(sampler.next(table.rows()));
        }
        new ImageGrid(real, generated, width).write(out);
        print.println("images " + real.count());
        print.println("pixels " + real.pixels()[0].length);
        print.println("steps " + model.provenance().steps());
        print(print, "fit_seconds", model.provenance().seconds());
        final Images.Nearness among = real.near(real);
        final Images.Nearness made = generated.near(real);
        print(print, "mean_image_correlation", meanCorrelation(real, generated));
        print(print, "same_label_as_nearest", made.sameLabel());
        print(print, "same_label_as_nearest_real", among.sameLabel());
        print(print, "nearest_distance", made.distance());
        print(print, "nearest_distance_real", among.distance());
        print.println("drawn " + out);
        print.flush();
        return 0;
    }

    private Table table() throws IOException {
        if (csv == null) {
            return Shapes.table(SHAPES, seed);
        }
        final List<String> names = CsvTables.read(csv, Map.of()).build().columns().stream().map(Column::name).toList();
        if (!names.contains(label)) {
            throw new IllegalArgumentException("%s has no column '%s': name the one of the labels with --label".formatted(csv, label));
        }
        final Map<String, ColumnKind> kinds = new HashMap<>();
        names.forEach(name -> kinds.put(name, name.equals(label) ? ColumnKind.CATEGORY : ColumnKind.DECIMAL));
        return Shapes.nested(CsvTables.read(csv, kinds).build(), names.indexOf(label));
    }

    private int width(final int pixels) {
        final int width = imageWidth == null ? (int) Math.round(Math.sqrt(pixels)) : imageWidth;
        if (width < 1 || pixels % width != 0 || imageWidth == null && width * width != pixels) {
            throw new IllegalArgumentException("%d pixels make no image of a width of %d: give --image-width".formatted(pixels, width));
        }
        return width;
    }

    /** How the labels' mean images, less the mean of all, go together with the generated ones': 1 is the same. */
    private static double meanCorrelation(final Images real, final Images generated) {
        final List<String> labels = List.of(real.labels()).stream().distinct().toList();
        final double[][] a = labels.stream().map(real::mean).toArray(double[][]::new);
        final double[][] b = labels.stream().map(generated::mean).toArray(double[][]::new);
        double both = 0;
        double squareA = 0;
        double squareB = 0;
        for (int p = 0; p < a[0].length; p++) {
            double centreA = 0;
            double centreB = 0;
            for (int l = 0; l < a.length; l++) {
                centreA += a[l][p] / a.length;
                centreB += b[l][p] / a.length;
            }
            for (int l = 0; l < a.length; l++) {
                both += (a[l][p] - centreA) * (b[l][p] - centreB);
                squareA += (a[l][p] - centreA) * (a[l][p] - centreA);
                squareB += (b[l][p] - centreB) * (b[l][p] - centreB);
            }
        }
        return squareA > 0 && squareB > 0 ? both / Math.sqrt(squareA * squareB) : 0;
    }

    private static void print(final PrintWriter out, final String name, final double value) {
        out.println(name + " " + String.format(Locale.ROOT, "%.4g", value));
    }
}
