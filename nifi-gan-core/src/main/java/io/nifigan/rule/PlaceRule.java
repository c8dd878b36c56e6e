// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.NumberBoxes;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A rule that two numeric columns are the latitude and the longitude of a place near places of the table, where both
 * have a value.
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
                    "Columns %d and %d cannot be a place; a place has two columns, boxes and a margin of 0 to 360 degrees"
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

    /** Whether a point lies near places of the table. */
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
}
