// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.Projection;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A projection of rows to the first two principal components of the real rows, found by power iteration. */
public final class PrincipalComponents {
    private static final int MAX_FITTED = 4_000;
    private static final int MAX_SHOWN = 1_000;
    private static final int MAX_LEVELS = 12;
    private static final int MAX_COORDINATES = 400;
    private static final int ITERATIONS = 60;
    private static final double CLIP = 4;

    private final List<Coordinate> coordinates = new ArrayList<>();

    /**
     * A standardised number, or an indicator of one category, scaled so that a category column weighs about as much as
     * a numeric one.
     */
    private record Coordinate(int column, ColumnScale scale, int level, double mean, double deviation) {
        double of(final Table table, final int row) {
            if (level < 0) {
                final double value = scale.of(table.numbers(column)[row]);
                return Double.isNaN(value) ? 0 : Math.clamp((value - mean) / deviation, -CLIP, CLIP);
            }
            return ((table.codes(column)[row] == level ? 1 : 0) - mean) / deviation;
        }
    }

    private PrincipalComponents(final Table real, final int[] columns) {
        for (final int column : columns) {
            if (coordinates.size() >= MAX_COORDINATES) {
                break;
            }
            if (real.column(column).kind().isNumeric()) {
                addNumber(real, column);
            } else {
                addCategories(real, column);
            }
        }
    }

    /** The projection, null if every column is constant. */
    public static Projection of(final EvaluationData data) {
        final Table fitted = data.sample(data.real(), MAX_FITTED, StreamSeed.PROJECTION_FITTED);
        final PrincipalComponents plane = new PrincipalComponents(fitted, data.compared());
        return plane.coordinates.isEmpty() ? null : plane.project(data, fitted);
    }

    private void addNumber(final Table real, final int column) {
        final ColumnScale scale = ColumnScale.of(real, column);
        final double[] values = Arrays.stream(scale.near(real.sortedNumbers(column)))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        final double mean = Arrays.stream(values).average().orElse(0);
        final double deviation = Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
        if (deviation > 0) {
            coordinates.add(new Coordinate(column, scale, -1, mean, deviation));
        }
    }

    private void addCategories(final Table real, final int column) {
        final int[] counts = new int[real.dictionary(column).size()];
        for (final int code : real.codes(column)) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        final int[] levels = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0 && counts[i] < real.rows())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -counts[i]))
                .limit(MAX_LEVELS)
                .mapToInt(Integer::intValue)
                .toArray();
        for (final int level : levels) {
            final double share = (double) counts[level] / real.rows();
            coordinates.add(new Coordinate(column, null, level, share, Math.sqrt(levels.length * share * (1 - share))));
        }
    }

    private double[][] rows(final Table table) {
        final double[][] rows = new double[table.rows()][coordinates.size()];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < rows[r].length; i++) {
                rows[r][i] = coordinates.get(i).of(table, r);
            }
        }
        return rows;
    }

    private Projection project(final EvaluationData data, final Table fitted) {
        final double[][] rows = rows(fitted);
        final int size = coordinates.size();
        final double[][] covariance = new double[size][size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (final double[] row : rows) {
                    sum += row[i] * row[j];
                }
                covariance[i][j] = sum / rows.length;
                covariance[j][i] = covariance[i][j];
            }
            total += covariance[i][i];
        }
        final double[] first = component(covariance, new RandomStream(data.seed(StreamSeed.PROJECTION_FIRST)));
        final double firstVariance = deflate(covariance, first);
        final double[] second = component(covariance, new RandomStream(data.seed(StreamSeed.PROJECTION_SECOND)));
        final double secondVariance = deflate(covariance, second);
        final double scale = 1 / Math.sqrt(Math.max(1e-12, total / size));
        return new Projection(
                points(data.sample(data.real(), MAX_SHOWN, StreamSeed.PROJECTION_REAL), first, second, scale),
                points(data.sample(data.synthetic(), MAX_SHOWN, StreamSeed.PROJECTION_SYNTHETIC), first, second, scale),
                total > 0 ? Math.clamp((firstVariance + secondVariance) / total, 0, 1) : 0);
    }

    private static double[] component(final double[][] covariance, final RandomStream random) {
        final int size = covariance.length;
        double[] vector = new double[size];
        Arrays.setAll(vector, i -> random.nextDouble() - .5);
        for (int round = 0; round < ITERATIONS; round++) {
            final double[] next = new double[size];
            double norm = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    next[i] += covariance[i][j] * vector[j];
                }
                norm += next[i] * next[i];
            }
            if (norm < 1e-24) {
                // No variance is left.
                return new double[size];
            }
            for (int i = 0; i < size; i++) {
                next[i] /= Math.sqrt(norm);
            }
            vector = next;
        }
        return vector;
    }

    /** Removes a component from the covariance and returns the variance along it. */
    private static double deflate(final double[][] covariance, final double[] vector) {
        double variance = 0;
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                variance += vector[i] * covariance[i][j] * vector[j];
            }
        }
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                covariance[i][j] -= variance * vector[i] * vector[j];
            }
        }
        return variance;
    }

    private List<Projection.Point> points(
            final Table table, final double[] first, final double[] second, final double scale) {
        final List<Projection.Point> points = new ArrayList<>();
        for (final double[] row : rows(table)) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < row.length; i++) {
                x += row[i] * first[i];
                y += row[i] * second[i];
            }
            // Three decimals are finer than a pixel.
            points.add(
                    new Projection.Point(Math.round(1000 * scale * x) / 1000f, Math.round(1000 * scale * y) / 1000f));
        }
        return points;
    }
}
