// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Coverage;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.Overall;
import io.nifigan.evaluate.result.PredictionFairness;
import io.nifigan.evaluate.result.RuleMeasure;
import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.evaluate.result.Usefulness;
import java.util.ArrayList;
import java.util.List;

/** Table rows of the page for the measures of similarity, validity and usefulness. */
final class SimilarityWords {
    private static final int USEFUL_DIGITS = 3;

    private final Evaluation evaluation;
    private final Grades grades;

    SimilarityWords(final Evaluation evaluation) {
        this.evaluation = evaluation;
        this.grades = new Grades(evaluation.settings().thresholds());
    }

    List<Page.Measure> measures() {
        final List<Page.Measure> measures = new ArrayList<>();
        final Overall overall = evaluation.overall();
        measures.add(new Page.Measure(
                "Columns",
                "mean overlap of the distributions of each column (SDMetrics: Column Shapes)",
                Numbers.percent(overall.shape()),
                percent(overall.shapeFresh()),
                percent(overall.shapeHeldOut()),
                null,
                grades.shape(overall.shape()),
                "100 % means identical distributions. Even other real rows do not reach it."));
        if (overall.trend() != null) {
            measures.add(new Page.Measure(
                    "Column pairs",
                    "mean agreement of the relations between two columns (SDMetrics: Column Pair Trends)",
                    Numbers.percent(overall.trend()),
                    percent(overall.trendFresh()),
                    percent(overall.trendHeldOut()),
                    overall.trendAssociated() == null
                            ? "%s pairs".formatted(Numbers.count(overall.pairs()))
                            : "%s over the %s of %s pairs that are associated"
                                    .formatted(
                                            Numbers.percent(overall.trendAssociated()),
                                            Numbers.count(overall.associatedPairs()),
                                            Numbers.count(overall.pairs())),
                    grades.trend(overall.trend()),
                    "Shows whether relations are kept, such as between income and age, or city and country."));
        }
        if (evaluation.twoSample() != null) {
            final TwoSampleTest test = evaluation.twoSample();
            measures.add(new Page.Measure(
                    "Distinguishability",
                    "how well a classifier distinguishes synthetic from real rows (area under the ROC curve)",
                    Numbers.decimal(test.auc()),
                    test.aucFresh() == null ? null : Numbers.decimal(test.aucFresh()),
                    test.aucHeldOut() == null ? null : Numbers.decimal(test.aucHeldOut()),
                    "on %s rows of each kind, C2ST %s"
                            .formatted(Numbers.count(test.rows()), Numbers.decimal(test.c2st())),
                    grades.distinguishability(test.auc()),
                    "0.50 means indistinguishable, 1.00 always distinguished. The strictest measure, because "
                            + "it uses all columns at once. A high value means that "
                            + "something marks the rows as synthetic; whether this matters depends on what you "
                            + "use them for."));
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
                    "Impossible values can break systems that use the data."));
        }
        final List<RuleMeasure> whole = evaluation.rules() == null
                ? List.of()
                : evaluation.rules().stream().filter(rule -> !rule.inPart()).toList();
        if (!whole.isEmpty()) {
            final long broken = whole.stream().filter(rule -> rule.faults() > 0).count();
            measures.add(new Page.Measure(
                    "Rules between columns",
                    "such as sums, orders, and columns that determine others",
                    "%s of %s hold".formatted(Numbers.count(whole.size() - broken), Numbers.count(whole.size())),
                    "violated by %s synthetic rows"
                            .formatted(Numbers.count(whole.stream()
                                    .mapToLong(RuleMeasure::brokenSynthetic)
                                    .sum())),
                    null,
                    broken == 0 ? Tone.GOOD : Tone.POOR,
                    "They hold in every training row of the model."));
        }
        measures.add(new Page.Measure(
                "Missing values",
                "mean error of the share of missing values",
                Numbers.percent(overall.missingError()),
                null,
                null,
                grades.shape(1 - overall.missingError()),
                "Values should be missing as often as in the real rows."));
    }

    private static void coverage(final Coverage coverage, final List<Page.Measure> measures) {
        if (coverage.columns() != null) {
            measures.add(new Page.Measure(
                    "Variety of values",
                    "part of the real ranges and categories that occurs in the synthetic rows",
                    Numbers.percent(coverage.columns()),
                    null,
                    null,
                    null,
                    "A low value means that rare values are lost. 100 % is not always desirable: the rarest "
                            + "value may belong to one person."));
        }
        if (coverage.rows() != null) {
            measures.add(new Page.Measure(
                    "Variety of rows",
                    "real rows with a synthetic row in their neighbourhood",
                    Numbers.percent(coverage.rows()),
                    percent(coverage.rowsFresh()),
                    percent(coverage.rowsHeldOut()),
                    "on %s rows of each kind".formatted(Numbers.count(coverage.sampled())),
                    null,
                    "A low value means that some kinds of rows are lost."));
        }
    }

    private static String percent(final Double value) {
        return value == null ? null : Numbers.percent(value);
    }

    List<Page.Measure> usefulness() {
        final Usefulness usefulness = evaluation.usefulness();
        if (usefulness == null) {
            return List.of();
        }
        final boolean area = usefulness.metric().greaterIsBetter();
        final List<Page.Measure> measures = new ArrayList<>();
        measures.add(new Page.Measure(
                "Predicting “%s”".formatted(usefulness.target()),
                area
                        ? "area under the ROC curve: 0.5 means guessing, 1 means always right"
                        : "root mean squared error of the logarithm: lower is better",
                null,
                Numbers.decimal(usefulness.synthetic(), USEFUL_DIGITS),
                Numbers.decimal(usefulness.real(), USEFUL_DIGITS),
                "a guess has %s".formatted(Numbers.decimal(usefulness.guess(), USEFUL_DIGITS)),
                usefulness.isForetold() ? grades.usefulness(usefulness) : null,
                usefulness.isForetold()
                        ? ("Gradient-boosted trees are trained once on synthetic and once on real rows (the floor), "
                                        + "and both are tested on %s held-out real rows. The synthetic rows are worth "
                                        + "%s of the real ones.")
                                .formatted(Numbers.count(usefulness.tested()), Numbers.percent(usefulness.worth()))
                        : "Real rows do not foretell this column either, so the figures say nothing of the synthetic "
                                + "rows. Name another target column."));
        if (usefulness.fairness() != null) {
            fairness(usefulness, measures);
        }
        return measures;
    }

    private static void fairness(final Usefulness usefulness, final List<Page.Measure> measures) {
        final PredictionFairness fairness = usefulness.fairness();
        final String sensitive = String.join(", ", fairness.sensitive());
        measures.add(new Page.Measure(
                "Gap between groups",
                "largest difference of mean scores of “%s” by %s".formatted(usefulness.target(), sensitive),
                null,
                Numbers.decimal(fairness.gap(), USEFUL_DIGITS),
                Numbers.decimal(fairness.gapReal(), USEFUL_DIGITS),
                null,
                null,
                "0 means that the trees treat all groups alike on average. The floor is the gap of trees "
                        + "that learn from real "
                        + "rows; fairness costs the difference of the areas under the curve above."));
        measures.add(new Page.Measure(
                "Distance between groups",
                "largest Kolmogorov-Smirnov statistic of these scores",
                null,
                Numbers.decimal(fairness.distance(), USEFUL_DIGITS),
                Numbers.decimal(fairness.distanceReal(), USEFUL_DIGITS),
                null,
                null,
                "0 means that any threshold selects the same share of each group."));
    }

    List<Page.Fact> importances() {
        return evaluation.twoSample() == null
                ? List.of()
                : evaluation.twoSample().importances().stream()
                        .map(importances -> new Page.Fact(importances.column(), Numbers.decimal(importances.loss(), 3)))
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
                        .sorted((a, b) -> b.faults() - a.faults())
                        .limit(100)
                        .map(rule -> new Page.RuleLine(
                                rule.text(), Numbers.count(rule.brokenReal()), Numbers.count(rule.brokenSynthetic())))
                        .toList();
    }
}
