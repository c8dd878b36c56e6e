// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.ColumnKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The choice of a target where the user names none: the category that trees foretell best from real rows. What they
 * foretell without any error follows from another column, such as the country from the city, and says nothing of the
 * rows; it is chosen last.
 *
 * @param column the column; -1 if there is no category with a few values
 * @param auc how well it is foretold, an area under the ROC curve
 */
public record TargetChoice(int column, double auc) {
    /** The most columns that are tried, those with the fewest values first. */
    private static final int MAX_TRIED = 12;
    /** The rows that trees learn from: enough to tell a good target from a bad one. */
    private static final int ROWS = 3_000;

    private static final double WITHOUT_ERROR = .995;
    private static final TargetChoice NONE = new TargetChoice(-1, .5);

    /** The best target; the data must include held-out rows. */
    public static TargetChoice of(final EvaluationData data) {
        final List<TargetChoice> tried = Arrays.stream(data.compared())
                .filter(column -> isCandidate(data, column))
                .boxed()
                .sorted(Comparator.comparingInt(
                        column -> data.real().dictionary(column).size()))
                .limit(MAX_TRIED)
                .map(column -> new TargetChoice(column, UsefulnessMeasure.foretold(data, column, ROWS)))
                .filter(choice -> !Double.isNaN(choice.auc()))
                .toList();
        return tried.stream()
                .max(Comparator.comparing((TargetChoice choice) -> choice.auc() < WITHOUT_ERROR)
                        .thenComparing(TargetChoice::auc))
                .orElse(NONE);
    }

    private static boolean isCandidate(final EvaluationData data, final int column) {
        final ColumnKind kind = data.real().column(column).kind();
        return (kind == ColumnKind.CATEGORY || kind == ColumnKind.BOOLEAN)
                && !data.real().column(column).field().marksForm()
                && data.real().dictionary(column).size() <= UsefulnessMeasure.MAX_CLASSES;
    }
}
