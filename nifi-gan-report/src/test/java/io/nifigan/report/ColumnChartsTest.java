// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Distribution;
import io.nifigan.table.ColumnKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnChartsTest {
    private static Chart.Categories chart(final List<Double> shares, final boolean rest) {
        final List<String> labels =
                IntStream.range(0, shares.size()).mapToObj(bar -> "v" + bar).toList();
        return (Chart.Categories) ColumnCharts.distribution(new ColumnMeasure(
                "c",
                ColumnKind.CATEGORY,
                .9,
                null,
                0,
                0,
                1.,
                1.,
                99,
                99,
                new Distribution(labels, null, shares, shares, rest)));
    }

    @Test
    void fewCategoriesAllHaveABar() {
        assertEquals(
                List.of("v0", "v1", "v2"), chart(List.of(.5, .3, .2), false).labels());
    }

    @Test
    void manyAreFoldedIntoOne() {
        final Chart.Categories chart = chart(
                IntStream.range(0, 12).mapToObj(bar -> bar < 4 ? .2 : .025).toList(), false);
        assertEquals(10, chart.labels().size());
        assertEquals("3 others", chart.labels().getLast());
        assertEquals(.075, chart.real().getLast(), 1e-9);
    }

    @Test
    void othersThatWouldPressAllElseTogetherAreLeftToWords() {
        final List<Double> shares = List.of(.02, .02, .01, .95);
        assertEquals(List.of("v0", "v1", "v2"), chart(shares, true).labels());
        assertEquals(
                .95,
                ColumnCharts.crowdedOut(
                        new Distribution(List.of("a", "b", "c", "all others"), null, shares, shares, true)),
                1e-9);
    }
}
