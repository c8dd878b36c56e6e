// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The data of a chart that {@code report.js} draws: numbers and texts without styles. */
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
     * A histogram of numbers or dates.
     *
     * @param edges {@code [bars + 1]}, in the column's unit
     * @param labels {@code [bars]}, the label of each bar
     * @param real {@code [bars]}, shares of real rows
     * @param synthetic {@code [bars]}, shares of synthetic rows
     * @param format number, date, time or timestamp
     */
    record Histogram(List<Double> edges, List<String> labels, List<Double> real, List<Double> synthetic, String format)
            implements Chart {}

    /** A bar chart of categories; all lists are {@code [bars]}. */
    record Categories(List<String> labels, List<Double> real, List<Double> synthetic) implements Chart {}

    /**
     * A heat map with a value for each pair of columns.
     *
     * @param labels names of the columns
     * @param values {@code [columns][columns]}, null for missing values
     * @param max the value of the strongest colour
     * @param measure the name of the values
     * @param difference whether the values are differences between real and synthetic rows
     */
    record Matrix(List<String> labels, List<List<Double>> values, double max, String measure, boolean difference)
            implements Chart {}

    /** A scatter plot of rows, {@code [rows][2]}. */
    record Points(List<double[]> real, List<double[]> synthetic) implements Chart {}

    /**
     * A line chart over the steps of a training.
     *
     * @param steps {@code [points]}
     * @param series one or two lines
     * @param best the step whose model was kept, null if unknown
     * @param unit the unit that follows each value
     * @param scale whether the axis may start above 0
     */
    record Lines(List<Integer> steps, List<Series> series, Integer best, String unit, boolean scale) implements Chart {
        /** A line: {@code [points]}, null for missing values. */
        record Series(String name, List<Double> values) {}
    }

    /**
     * Rates with their confidence intervals.
     *
     * @param labels the label of each rate
     * @param attack {@code [rates][value, low, high]}
     * @param control the same against held-out rows; null if there are none
     * @param max the end of the axis
     */
    record Intervals(List<String> labels, List<double[]> attack, List<double[]> control, double max) implements Chart {}
}
