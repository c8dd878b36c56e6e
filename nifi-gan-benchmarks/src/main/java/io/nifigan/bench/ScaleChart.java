// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what {@link ScaleCommand} found: seconds and memory by rows, and seconds by columns. */
final class ScaleChart {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 480;
    private static final Map<String, String> TIMES = new java.util.LinkedHashMap<>();

    static {
        TIMES.put("encode_seconds", "fit and encode");
        TIMES.put("train_seconds", "train");
        TIMES.put("finish_seconds", "calibrate, measure");
        TIMES.put("sample_seconds", "sample 200,000");
        TIMES.put("score_seconds", "score 200,000");
    }

    private ScaleChart() {
    }

    static void draw(final List<Map<String, Double>> byRows, final List<Map<String, Double>> byColumns, final Path file) throws IOException {
        final XYChart times = chart("Seconds by rows (20 columns)", "rows", "seconds");
        TIMES.forEach((name, label) -> add(times, label, byRows, "rows", name));
        final XYChart memory = chart("Memory by rows (20 columns), MB", "rows", "MB");
        add(memory, "heap", byRows, "rows", "heap");
        add(memory, "process without mapped files", byRows, "rows", "rss");
        add(memory, "mapped files", byRows, "rows", "mapped");
        final XYChart widths = chart("Seconds by columns (20,000 rows)", "columns", "seconds");
        TIMES.forEach((name, label) -> add(widths, label, byColumns, "columns", name));
        final String name = file.toString();
        BitmapEncoder.saveBitmap(List.of(times, memory, widths), 1, 3, name.endsWith(".png") ? name.substring(0, name.length() - 4) : name,
                BitmapEncoder.BitmapFormat.PNG);
    }

    private static XYChart chart(final String title, final String x, final String y) {
        final XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).yAxisTitle(y).build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Vertical)
                .setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static void add(final XYChart chart, final String label, final List<Map<String, Double>> figures, final String x, final String y) {
        if (!figures.isEmpty()) {
            chart.addSeries(label, figures.stream().map(of -> of.get(x)).toList(), figures.stream().map(of -> Math.max(.01, value(of, y))).toList())
                    .setMarker(SeriesMarkers.CIRCLE);
        }
    }

    /** A figure, or the greatest of all phases'. */
    private static double value(final Map<String, Double> figures, final String name) {
        return figures.getOrDefault(name, figures.entrySet().stream().filter(entry -> entry.getKey().endsWith("_" + name + "_mb")).mapToDouble(Map.Entry::getValue)
                .max().orElse(0));
    }
}
