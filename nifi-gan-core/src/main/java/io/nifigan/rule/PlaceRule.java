// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.NumberBoxes;
import io.nifigan.common.RandomStream;
import io.nifigan.common.RowSample;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A rule that two numeric columns, where both have a value, are the latitude and the longitude of a place near one of
 * the training rows.
 *
 * @param latitude the index of the column with latitudes
 * @param longitude the index of the column with longitudes
 * @param places where the places of the table lie; of two dimensions
 * @param margin the distance, in degrees, that a place may have from there
 */
public record PlaceRule(int latitude, int longitude, NumberBoxes places, double margin) implements Rule {
    public PlaceRule {
        if (latitude < 0
                || longitude < 0
                || latitude == longitude
                || places == null
                || places.dimensions() != 2
                || !(margin >= 0 && margin <= 360)) {
            throw new IllegalArgumentException(
                    "Columns %d and %d cannot be a place: it has two columns, boxes and a margin of 0 to 360 degrees"
                            .formatted(latitude, longitude));
        }
    }

    @Override
    public int[] columns() {
        return new int[] {latitude, longitude};
    }

    @Override
    public IntPredicate on(final Table table) {
        final double[] lat = table.numbers(latitude);
        final double[] lon = table.numbers(longitude);
        return r -> Double.isNaN(lat[r]) || Double.isNaN(lon[r]) || isNear(lat[r], lon[r]);
    }

    /** Whether a point lies near points of the training rows. */
    boolean isNear(final double lat, final double lon) {
        final double[][] low = places.low();
        final double[][] high = places.high();
        for (int b = 0; b < low.length; b++) {
            if (lat >= low[b][0] - margin
                    && lat <= high[b][0] + margin
                    && lon >= low[b][1] - margin
                    && lon <= high[b][1] + margin) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String describe(final List<Column> columns) {
        return "place(%s, %s)".formatted(RuleText.name(columns, latitude), RuleText.name(columns, longitude));
    }

    @Override
    public void check(final List<Column> columns) {
        if (!columns.get(latitude).kind().isNumeric()
                || !columns.get(longitude).kind().isNumeric()) {
            throw new IllegalArgumentException("A place has columns that are not numeric");
        }
    }

    /**
     * Finds pairs of columns that are a latitude and a longitude, by their names and ranges, and where their places
     * lie. The rule is needed because the two columns are learnt one beside the other: generated rows would have the
     * latitude of one city with the longitude of another.
     */
    static final class Finder {
        private static final Set<String> LATITUDE =
                Set.of("lat", "latitude", "breite", "breitengrad", "latitud", "latitudine");
        private static final Set<String> LONGITUDE = Set.of(
                "lon", "lng", "long", "longitude", "länge", "längengrad", "laengengrad", "longitud", "longitudine");
        private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");
        private static final int SAMPLE_ROWS = 2_000;
        private static final int MIN_PLACES = 50;
        private static final int BOXES = 500;
        private static final long SEED = 1;
        /** The share of places whose nearest other place is within the margin. */
        private static final double WITHIN_MARGIN = .95;
        /**
         * Minimum share of pairs of any latitude with any longitude that keep the rule. Generated rows are far better
         * than these, and few are dropped.
         */
        private static final double MIN_KEPT = .03;

        private Finder() {}

        /**
         * Finds the places of a table.
         *
         * @param excluded columns to skip
         */
        static List<PlaceRule> find(final Table table, final IntPredicate excluded) {
            final List<PlaceRule> found = new ArrayList<>();
            for (int lat = 0; lat < table.columns().size(); lat++) {
                final String place = place(table, lat, LATITUDE, 90, excluded);
                for (int lon = 0; place != null && lon < table.columns().size(); lon++) {
                    if (place.equals(place(table, lon, LONGITUDE, 180, excluded))) {
                        add(table, lat, lon, found);
                        break;
                    }
                }
            }
            return found;
        }

        /** The words of a column's name besides that for the coordinate; null where it is not such a coordinate. */
        private static String place(
                final Table table,
                final int column,
                final Set<String> words,
                final double limit,
                final IntPredicate excluded) {
            if (excluded.test(column)
                    || table.column(column).kind() != ColumnKind.DECIMAL
                    || !Arrays.stream(table.numbers(column)).allMatch(value -> !(Math.abs(value) > limit))) {
                return null;
            }
            final List<String> name =
                    new ArrayList<>(List.of(WORDS.split(table.column(column).name())));
            name.replaceAll(word -> word.toLowerCase(Locale.ROOT));
            return name.removeIf(words::contains) ? String.join(" ", name) : null;
        }

        private static void add(final Table table, final int lat, final int lon, final List<PlaceRule> found) {
            final double[] lats = table.numbers(lat);
            final double[] lons = table.numbers(lon);
            final double[][] points = IntStream.range(0, table.rows())
                    .filter(r -> !Double.isNaN(lats[r]) && !Double.isNaN(lons[r]))
                    .mapToObj(r -> new double[] {lats[r], lons[r]})
                    .toArray(double[][]::new);
            final double[][] sample = Arrays.stream(RowSample.of(points.length, SAMPLE_ROWS))
                    .mapToObj(r -> points[r])
                    .toArray(double[][]::new);
            final double[] nearest = Arrays.stream(sample)
                    .mapToDouble(point -> nearest(point, sample))
                    .filter(distance -> distance > 0)
                    .sorted()
                    .toArray();
            if (nearest.length < MIN_PLACES) {
                return;
            }
            final NumberBoxes boxes = NumberBoxes.fit(points, BOXES);
            double margin = nearest[(int) (WITHIN_MARGIN * (nearest.length - 1))];
            PlaceRule rule = new PlaceRule(lat, lon, boxes, margin);
            while (mixedShare(rule, sample) < MIN_KEPT) {
                margin = Math.min(360, 2 * margin);
                rule = new PlaceRule(lat, lon, boxes, margin);
            }
            found.add(rule);
        }

        /** The distance to the nearest other place of a sample. */
        private static double nearest(final double[] point, final double[][] sample) {
            double least = Double.POSITIVE_INFINITY;
            for (final double[] other : sample) {
                final double distance = Math.hypot(point[0] - other[0], point[1] - other[1]);
                if (distance > 0 && distance < least) {
                    least = distance;
                }
            }
            return Double.isInfinite(least) ? 0 : least;
        }

        private static double mixedShare(final PlaceRule rule, final double[][] sample) {
            final RandomGenerator random = new RandomStream(SEED);
            int kept = 0;
            for (final double[] point : sample) {
                kept += rule.isNear(point[0], sample[random.nextInt(sample.length)][1]) ? 1 : 0;
            }
            return (double) kept / sample.length;
        }
    }
}
