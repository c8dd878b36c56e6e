// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nifigan.common.NumberBoxes;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaceRuleTest {
    private static final double[][] CITIES = {{47.37, 8.54}, {46.2, 6.14}, {52.5, 13.4}};

    private static Table table(final String lat, final String lon, final double spread) {
        final Random random = new Random(4);
        return TestTable.of(List.of(
                        new Field(lat, ValueType.DOUBLE),
                        new Field(lon, ValueType.DOUBLE),
                        new Field("n", ValueType.DOUBLE)))
                .rows(600, r -> new Object[] {
                    r == 5 ? null : CITIES[r % 3][0] + spread * random.nextGaussian(),
                    CITIES[r % 3][1] + spread * random.nextGaussian(),
                    random.nextDouble()
                });
    }

    private static List<PlaceRule> places(final Table table) {
        return RuleFinder.find(table, Set.of(), Set.of(), List.of()).kept().stream()
                .filter(PlaceRule.class::isInstance)
                .map(PlaceRule.class::cast)
                .toList();
    }

    @Test
    void pointsBetweenCitiesBreakTheRule() throws JsonProcessingException {
        final Table table = table("pickup_lat", "pickup_lng", .02);
        final PlaceRule found = places(table).getFirst();
        final ObjectMapper mapper = new ObjectMapper();
        final PlaceRule rule = (PlaceRule) mapper.readValue(mapper.writeValueAsString(found), Rule.class);

        assertTrue(rule.holdsIn(table));
        assertEquals("place(pickup_lat, pickup_lng)", rule.describe(table.columns()));
        assertTrue(rule.isNear(47.38, 8.55));
        assertFalse(rule.isNear(47.37, 6.14));
        assertFalse(rule.isNear(46.2, 13.4));
        assertFalse(rule.isNear(49.5, 9));
    }

    @Test
    void namesAndRangesDecide() {
        assertEquals(1, places(table("Latitude", "Longitude", .02)).size());
        assertEquals(1, places(table("homeLat", "homeLon", .02)).size());
        assertEquals(List.of(), places(table("from_lat", "to_lon", .02)));
        assertEquals(List.of(), places(table("plate", "belong", .02)));
        assertEquals(List.of(), places(table("lat", "lon", 60)));
    }

    @Test
    void oneSwitchTurnsPlacesOff() {
        final Table table = table("lat", "lon", .02);

        assertEquals(
                List.of(),
                RuleFinder.find(table, Set.of(), Set.of(), List.of("none")).kept());
    }

    @Test
    void aFewPlacesAreNoRegion() {
        assertEquals(List.of(), places(table("lat", "lon", 0)));
    }

    @Test
    void refusesWhatIsNoPlace() {
        final NumberBoxes line = new NumberBoxes(new double[][] {{1}}, new double[][] {{2}}, new double[] {1});

        assertThrows(IllegalArgumentException.class, () -> new PlaceRule(0, 1, line, 1));
        assertThrows(IllegalArgumentException.class, () -> new PlaceRule(0, 1, null, 1));
    }
}
