// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.DependentEncoding;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Field;
import io.nifigan.table.FieldPath;
import io.nifigan.table.PathStep;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingListener;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of records that may lack a nested record, which itself may lack another one. */
class NestedRowsTest {
    private static final int ADDRESS = 1;
    private static final int CITY = 2;
    private static final int FLOOR = 3;
    private static final int GEO = 4;
    private static final int LAT = 5;
    private static final int STREET = 6;
    private static GANModel model;
    private static Table rows;

    private static Field field(final ValueType type, final boolean always, final String... steps) {
        final FieldPath path = new FieldPath(Stream.of(steps).map(PathStep::of).toList(), always);
        return new Field(FieldPath.name(path.steps()), type, 0, 0, path, List.of());
    }

    @BeforeAll
    static void train() throws Exception {
        final TableBuilder builder = new TableBuilder(
                List.of(
                        new Field("age", ValueType.INT),
                        field(ValueType.BOOLEAN, false, ".address", "?"),
                        field(ValueType.STRING, true, ".address", ".city"),
                        field(ValueType.INT, false, ".address", ".floor"),
                        field(ValueType.BOOLEAN, false, ".address", ".geo", "?"),
                        field(ValueType.DOUBLE, true, ".address", ".geo", ".lat"),
                        field(ValueType.STRING, true, ".address", ".street")),
                Map.of());
        final SplittableRandom random = new SplittableRandom(3);
        for (int r = 0; r < 400; r++) {
            final boolean address = random.nextInt(3) > 0;
            final boolean geo = address && random.nextInt(2) > 0;
            builder.add(new Object[] {
                20 + random.nextInt(50),
                address,
                address ? "C" + random.nextInt(4) : null,
                address && random.nextInt(4) > 0 ? random.nextInt(9) : null,
                geo,
                geo ? random.nextDouble() : null,
                address
                        ? "Street %c%c%c%c"
                                .formatted(
                                        'A' + random.nextInt(26),
                                        'a' + random.nextInt(26),
                                        'a' + random.nextInt(26),
                                        'a' + random.nextInt(26))
                        : null
            });
        }
        model = TrainedModels.read(TrainedModels.bytes(
                new ModelFitter(TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(10))
                        .fit(builder.build(), new TrainingListener() {})));
        try (Sampler sampler = new Sampler(model, 4, 0)) {
            rows = sampler.next(3_000);
        }
    }

    private static boolean is(final int column, final int row) {
        return Boolean.TRUE.equals(rows.value(column, row));
    }

    @Test
    void whatLiesInARecordIsThereExactlyWhereTheRecordIs() {
        int addresses = 0;
        int geos = 0;
        int floors = 0;
        for (int r = 0; r < rows.rows(); r++) {
            assertEquals(is(ADDRESS, r), !rows.isMissing(CITY, r), "city of row " + r);
            assertEquals(is(GEO, r), !rows.isMissing(LAT, r), "lat of row " + r);
            assertTrue(is(ADDRESS, r) || !is(GEO, r) && rows.isMissing(FLOOR, r), "row " + r);
            assertTrue(!is(ADDRESS, r) || !rows.isMissing(STREET, r), "street of row " + r);
            addresses += is(ADDRESS, r) ? 1 : 0;
            geos += is(GEO, r) ? 1 : 0;
            floors += rows.isMissing(FLOOR, r) ? 0 : 1;
        }
        // A network that has learnt next to nothing is off, but none of the three is always or never there.
        assertEquals(.67, addresses / 3_000., .2);
        assertTrue(geos > 300 && geos < addresses, geos + " of " + addresses);
        assertTrue(floors > 300 && floors < addresses, floors + " of " + addresses);
    }

    @Test
    void whetherARecordIsThereIsLearntAndNotLookedUpFromWhatIsInIt() {
        assertTrue(model.encoder().encodings().stream().noneMatch(DependentEncoding.class::isInstance));
        assertEquals(GEO, model.encoder().structure().guard(LAT));
    }
}
