// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.evaluate.result.Verdict.Grade;
import io.nifigan.evaluate.similarity.ColumnGaps;
import io.nifigan.evaluate.similarity.Texts;
import java.util.function.BiConsumer;

/** The grades of what single columns lack, for the verdict on similarity. */
final class GapFigures {
    /** Chosen on four public tables: other real rows have at most .02, a foreign column of like range from .3. */
    private static final double GOOD_DIFFERENCE = .1;

    private static final double FAIR_DIFFERENCE = .25;
    private static final double FAIR_LACKING = .25;
    private static final double GOOD_KEPT = .75;
    private static final double FAIR_KEPT = .5;
    /**
     * The AUC from which the classifier notices a difference. An association counts as lost only then: correlations of
     * numbers with heavy tails hang on few rows. Other real rows have at most .54 (40 splits of four tables).
     */
    private static final double NOTICED = .55;

    private GapFigures() {}

    /** Whether the classifier notices that rows differ; true if there is no classifier. */
    static boolean isNoticed(final TwoSampleTest twoSample) {
        return twoSample == null || twoSample.auc() >= NOTICED;
    }

    static void add(final ColumnGaps gaps, final TwoSampleTest twoSample, final BiConsumer<Grade, String> figures) {
        if (gaps.differing() != null) {
            figures.accept(
                    Verdicts.atMost(gaps.difference(), GOOD_DIFFERENCE, FAIR_DIFFERENCE),
                    "'%s', the column that differs most, differs by %s beyond chance (good up to %s, fair up to %s)"
                            .formatted(
                                    Texts.brief(gaps.differing()),
                                    Verdicts.percent(gaps.difference()),
                                    Verdicts.percent(GOOD_DIFFERENCE),
                                    Verdicts.percent(FAIR_DIFFERENCE)));
        }
        if (gaps.lacking() != null) {
            figures.accept(
                    Verdicts.atMost(gaps.lackingShare(), 0, FAIR_LACKING),
                    gaps.lackingCategories() == 0
                            ? "no frequent category is absent"
                            : "%d of the %d frequent categories of '%s' are absent (good if none, fair up to %s)"
                                    .formatted(
                                            gaps.lackingCategories(),
                                            gaps.frequentCategories(),
                                            Texts.brief(gaps.lacking()),
                                            Verdicts.percent(FAIR_LACKING)));
        }
        if (gaps.detached() != null) {
            figures.accept(
                    twoSample == null || !isNoticed(twoSample)
                            ? Grade.GOOD
                            : Verdicts.atLeast(gaps.kept(), GOOD_KEPT, FAIR_KEPT),
                    ("'%s', the column that loses most, keeps %s of its associations with other columns (good from %s, "
                                    + "fair from %s, if the classifier distinguishes the rows)")
                            .formatted(
                                    Texts.brief(gaps.detached()),
                                    Verdicts.percent(gaps.kept()),
                                    Verdicts.percent(GOOD_KEPT),
                                    Verdicts.percent(FAIR_KEPT)));
        }
    }
}
