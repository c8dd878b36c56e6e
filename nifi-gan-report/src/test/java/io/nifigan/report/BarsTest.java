// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Distribution;
import io.nifigan.table.ColumnKind;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {
    private static List<String> labels(final ColumnKind kind, final Double... edges) {
        final List<Double> shares = Collections.nCopies(edges.length - 1, .5);
        final List<String> texts =
                List.of(edges).stream().map(edge -> "day " + edge.intValue()).toList();
        return Bars.labels(new ColumnMeasure(
                "c",
                kind,
                .9,
                null,
                0,
                0,
                1.,
                1.,
                9,
                9,
                new Distribution(texts, List.of(edges), shares, shares, false)));
    }

    @Test
    void wholeNumbersAreNamedAndNotTheEdgesBetweenThem() {
        assertEquals(List.of("0", "1", "2"), labels(ColumnKind.INTEGER, -.5, .5, 1.5, 2.5));
        assertEquals(List.of("0 to 4", "5 to 9"), labels(ColumnKind.INTEGER, -.5, 4.5, 9.5));
        assertEquals(List.of("0 to 9", "10 to 19"), labels(ColumnKind.INTEGER, 0., 10., 20.));
    }

    @Test
    void fractionsHaveAsManyDigitsAsTell() {
        assertEquals(List.of("0 to 0.1", "0.1 to 0.2"), labels(ColumnKind.DECIMAL, -5e-10, .1, .2));
        assertEquals(List.of("12000 to 12345.7"), labels(ColumnKind.DECIMAL, 12_000., 12_345.678));
    }

    @Test
    void datesKeepTheirText() {
        assertEquals(List.of("day 10 to day 20"), labels(ColumnKind.DATE, 10., 20.));
    }
}
