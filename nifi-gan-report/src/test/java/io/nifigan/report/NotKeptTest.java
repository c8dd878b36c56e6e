// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.ColumnVerdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is not learnt or not kept stands at the top of a report. */
class NotKeptTest {
    private static final String TITLE = "Not learnt, or not kept as it is";

    private static String page(final Evaluation evaluation) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportPage.write(evaluation, "rows.csv", Instant.EPOCH, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void identifiersAndWarningsStandBeforeAllMeasures() throws IOException {
        final String page = page(EvaluationFixtures.of(8));
        final String top = page.substring(page.indexOf(TITLE), page.indexOf("<nav "));
        assertTrue(top.contains("Made anew in their shape, not learnt: column_5 (e-mail address)"), top);
        assertTrue(top.contains("column_1' is learnt as a category but seems to hold names of persons"), top);
        assertTrue(top.contains("12 values do not fit its kind DECIMAL"), top);
        assertTrue(top.contains("93 % of the values look like numbers"), top);
        assertTrue(page.contains("<td>decimal; written like 0.00; with the words 'value 0'</td>"), "the columns");
    }

    @Test
    void manyWarningsAreFoldedAndAllThere() throws IOException {
        final Evaluation without = EvaluationFixtures.bare().withVerdicts(List.of());
        final ColumnVerdict.Counts unfit = new ColumnVerdict.Counts(10, 1, 0, 0, 0, 0, 0);
        final String page = page(without.withVerdicts(IntStream.range(0, 20)
                .mapToObj(c ->
                        new ColumnVerdict("c" + c, ColumnKind.INTEGER, null, List.of(), List.of(), unfit, 0, 0, null))
                .toList()));
        assertTrue(page.contains("<summary>12 more</summary>"));
        for (int c = 0; c < 20; c++) {
            assertTrue(page.contains("Column 'c" + c + "': 1 value does not fit"), "column " + c);
        }
        assertFalse(page(without).contains(TITLE), "nothing to say");
    }

    @Test
    void namesAndWordsAreOnlyText() throws IOException {
        final String page = page(EvaluationFixtures.hostile());
        assertTrue(page.contains(TITLE));
        assertFalse(page.contains("<img src=x"));
        assertFalse(page.contains("</script><script>document"));
    }

    @Test
    void verdictsComeBackFromJson() throws IOException {
        final Evaluation evaluation = EvaluationFixtures.of(6);
        assertEquals(
                evaluation.columnVerdicts(),
                EvaluationJson.read(new ByteArrayInputStream(
                                EvaluationJson.text(evaluation).getBytes(StandardCharsets.UTF_8)))
                        .columnVerdicts());
    }
}
