// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Coverage;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.Overall;
import io.nifigan.evaluate.result.RuleMeasure;
import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.evaluate.result.Usefulness;
import java.util.ArrayList;
import java.util.List;

/** What the measures of likeness, validity and usefulness say. */
final class LikenessWords {
    private static final int USEFUL_DIGITS = 3;

    private final Evaluation evaluation;
    private final Grades grades;

    LikenessWords(final Evaluation evaluation) {
        this.evaluation = evaluation;
        this.grades = new Grades(evaluation.settings().thresholds());
    }

    List<Page.Measure> measures() {
        final List<Page.Measure> measures = new ArrayList<>();
        final Overall overall = evaluation.overall();
        measures.add(new Page.Measure(
                "Columns",
                "how much of each column's distribution is the same, on average (SDMetrics: Column " + "Shapes)",
                Numbers.percent(overall.shape()),
                null,
                heldOut(overall.shapeHeldOut()),
                grades.shape(overall.shape()),
                "100 % means the same distribution. Other real rows do not reach it either."));
        if (overall.trend() != null) {
            measures.add(new Page.Measure(
                    "Pairs of columns",
                    "how much of what two columns have to do with each other is the same (SDMetrics: "
                            + "Column Pair Trends)",
                    Numbers.percent(overall.trend()),
                    overall.trendAssociated() == null
                            ? "%s pairs".formatted(Numbers.count(overall.pairs()))
                            : "%s over the %s of %s pairs that are associated"
                                    .formatted(
                                            Numbers.percent(overall.trendAssociated()),
                                            Numbers.count(overall.associatedPairs()),
                                            Numbers.count(overall.pairs())),
                    heldOut(overall.trendHeldOut()),
                    grades.trend(overall.trend()),
                    "Whether income still goes with age, and city with country."));
        }
        if (evaluation.twoSample() != null) {
            final TwoSampleTest test = evaluation.twoSample();
            measures.add(new Page.Measure(
                    "Told apart",
                    "whether a classifier tells synthetic rows from real ones (area under the ROC curve)",
                    Numbers.decimal(test.auc()),
                    "on %s rows of each, C2ST %s".formatted(Numbers.count(test.rows()), Numbers.decimal(test.c2st())),
                    "0.50 is a coin's toss, 1.00 is always",
                    grades.told(test.auc()),
                    "The sternest measure: it sees all columns at once. High means that something gives "
                            + "the rows away, which may or may not matter for what you need them for."));
        }
        valid(overall, measures);
        if (evaluation.coverage() != null) {
            coverage(evaluation.coverage(), measures);
        }
        return measures;
    }

    private void valid(final Overall overall, final List<Page.Measure> measures) {
        if (overall.validity() != null) {
            measures.add(new Page.Measure(
                    "Valid values",
                    "within the real range, or one of the real categories",
                    Numbers.percent(overall.validity()),
                    null,
                    null,
                    grades.validity(overall.validity()),
                    "A value that no real row could have breaks what is built on the data."));
        }
        if (evaluation.rules() != null && !evaluation.rules().isEmpty()) {
            final long broken = evaluation.rules().stream()
                    .filter(rule -> rule.brokenSynthetic() > 0)
                    .count();
            measures.add(new Page.Measure(
                    "Rules between columns",
                    "such as sums, orders, and what follows from other columns",
                    "%s of %s kept"
                            .formatted(
                                    Numbers.count(evaluation.rules().size() - broken),
                                    Numbers.count(evaluation.rules().size())),
                    "%s synthetic rows break one"
                            .formatted(Numbers.count(evaluation.rules().stream()
                                    .mapToLong(RuleMeasure::brokenSynthetic)
                                    .sum())),
                    null,
                    broken == 0 ? Tone.GOOD : Tone.POOR,
                    "They hold in every real row that the model learnt."));
        }
        measures.add(new Page.Measure(
                "Missing values",
                "how far the share of missing values is off, on average",
                Numbers.percent(overall.missingError()),
                null,
                null,
                grades.shape(1 - overall.missingError()),
                "Gaps should be as frequent as they are in the real rows."));
    }

    private static void coverage(final Coverage coverage, final List<Page.Measure> measures) {
        if (coverage.columns() != null) {
            measures.add(new Page.Measure(
                    "Variety of values",
                    "how much of the real ranges and categories comes again",
                    Numbers.percent(coverage.columns()),
                    null,
                    null,
                    null,
                    "Low means that rare values are lost. All of it is not always wanted: the rarest "
                            + "value may be one person's."));
        }
        if (coverage.rows() != null) {
            measures.add(new Page.Measure(
                    "Variety of rows",
                    "real rows that have a synthetic one in their neighbourhood",
                    Numbers.percent(coverage.rows()),
                    "on %s rows of each".formatted(Numbers.count(coverage.sampled())),
                    heldOut(coverage.rowsHeldOut()),
                    null,
                    "Low means that kinds of rows are lost."));
        }
    }

    private static String heldOut(final Double value) {
        return value == null ? null : "%s for held-out real rows".formatted(Numbers.percent(value));
    }

    List<Page.Measure> usefulness() {
        final Usefulness usefulness = evaluation.usefulness();
        if (usefulness == null) {
            return List.of();
        }
        final boolean area = usefulness.metric().greaterIsBetter();
        return List.of(new Page.Measure(
                "Foretelling “%s”".formatted(usefulness.target()),
                area
                        ? "area under the ROC curve: 0.5 is guessing, 1 is always right"
                        : "root mean squared error of the logarithm: less is better",
                Numbers.decimal(usefulness.synthetic(), USEFUL_DIGITS),
                "learnt from synthetic rows",
                "%s learnt from real rows".formatted(Numbers.decimal(usefulness.real(), USEFUL_DIGITS)),
                grades.useful(usefulness),
                ("Gradient-boosted trees, once learnt from synthetic and once from real rows, both "
                                + "tested on %s held-out real rows. The synthetic rows are worth %s of the real ones.")
                        .formatted(
                                Numbers.count(usefulness.tested()), Numbers.percent(ReportFigures.worth(usefulness)))));
    }

    List<Page.Fact> telling() {
        return evaluation.twoSample() == null
                ? List.of()
                : evaluation.twoSample().importances().stream()
                        .map(telling -> new Page.Fact(telling.column(), Numbers.decimal(telling.loss(), 3)))
                        .toList();
    }

    List<Page.Group> subgroups() {
        return evaluation.subgroups().stream()
                .map(group -> new Page.Group(
                        "%s = %s".formatted(group.column(), group.value()),
                        Numbers.percent(group.shareReal()),
                        Numbers.percent(group.shareSynthetic()),
                        group.shape() == null ? "too few rows" : Numbers.percent(group.shape()),
                        Numbers.percent(group.shapeHeldOut())))
                .toList();
    }

    List<Page.RuleLine> rules() {
        return evaluation.rules() == null
                ? List.of()
                : evaluation.rules().stream()
                        .sorted((a, b) -> b.brokenSynthetic() - a.brokenSynthetic())
                        .limit(100)
                        .map(rule -> new Page.RuleLine(
                                rule.text(), Numbers.count(rule.brokenReal()), Numbers.count(rule.brokenSynthetic())))
                        .toList();
    }
}
