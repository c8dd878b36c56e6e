// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What {@code report.js} draws: numbers and texts, and nothing of how they look. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Chart.Histogram.class, name = "histogram"),
    @JsonSubTypes.Type(value = Chart.Categories.class, name = "categories"),
    @JsonSubTypes.Type(value = Chart.Matrix.class, name = "matrix"),
    @JsonSubTypes.Type(value = Chart.Points.class, name = "points"),
    @JsonSubTypes.Type(value = Chart.Lines.class, name = "lines"),
    @JsonSubTypes.Type(value = Chart.Intervals.class, name = "intervals")
})
sealed interface Chart {
    /**
     * Shares of numbers or dates between edges.
     *
     * @param edges {@code [bars + 1]}, in the column's unit
     * @param labels {@code [bars]}, what each bar stands for
     * @param real {@code [bars]} shares
     * @param synthetic likewise
     * @param format number, date, time or timestamp
     */
    record Histogram(List<Double> edges, List<String> labels, List<Double> real, List<Double> synthetic, String format)
            implements Chart {}

    /** Shares of values, {@code [bars]} each. */
    record Categories(List<String> labels, List<Double> real, List<Double> synthetic) implements Chart {}

    /**
     * A figure for each pair of columns.
     *
     * @param labels names of the columns
     * @param values {@code [columns][columns]}, null where there is none
     * @param max what the strongest colour stands for
     * @param measure what the figure is called
     * @param difference whether it says how far real and synthetic are from each other
     */
    record Matrix(List<String> labels, List<List<Double>> values, double max, String measure, boolean difference)
            implements Chart {}

    /** Rows as points {@code [rows][2]}. */
    record Points(List<double[]> real, List<double[]> synthetic) implements Chart {}

    /**
     * Lines over a training's steps.
     *
     * @param steps {@code [points]}
     * @param series one or two lines
     * @param best the step whose model was kept, null where that is not known
     * @param unit what stands behind each figure
     * @param scale whether the axis need not begin at 0
     */
    record Lines(List<Integer> steps, List<Series> series, Integer best, String unit, boolean scale) implements Chart {
        /** A line: {@code [points]}, null where nothing was measured. */
        record Series(String name, List<Double> values) {}
    }

    /**
     * Rates with their intervals.
     *
     * @param labels what each is of
     * @param attack {@code [rates][value, low, high]}
     * @param control likewise; null where there is none
     * @param max the axis' end
     */
    record Intervals(List<String> labels, List<double[]> attack, List<double[]> control, double max) implements Chart {}
}
