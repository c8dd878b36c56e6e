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
                null,
                heldOut(overall.shapeHeldOut()),
                grades.shape(overall.shape()),
                "100 % means identical distributions. Even other real rows do not reach it."));
        if (overall.trend() != null) {
            measures.add(new Page.Measure(
                    "Column pairs",
                    "mean agreement of the relations between two columns (SDMetrics: Column Pair Trends)",
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
                    "Shows whether relations are kept, such as between income and age, or city and country."));
        }
        if (evaluation.twoSample() != null) {
            final TwoSampleTest test = evaluation.twoSample();
            measures.add(new Page.Measure(
                    "Distinguishability",
                    "how well a classifier distinguishes synthetic from real rows (area under the ROC curve)",
                    Numbers.decimal(test.auc()),
                    "on %s rows of each kind, C2ST %s"
                            .formatted(Numbers.count(test.rows()), Numbers.decimal(test.c2st())),
                    "0.50 means indistinguishable, 1.00 means always distinguished",
                    grades.distinguishability(test.auc()),
                    "The strictest measure, because it uses all columns at once. A high value means that "
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
            final long broken =
                    whole.stream().filter(rule -> rule.faults() > 0).count();
            measures.add(new Page.Measure(
                    "Rules between columns",
                    "such as sums, orders, and columns that determine others",
                    "%s of %s hold"
                            .formatted(
                                    Numbers.count(whole.size() - broken),
                                    Numbers.count(whole.size())),
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
                    "on %s rows of each kind".formatted(Numbers.count(coverage.sampled())),
                    heldOut(coverage.rowsHeldOut()),
                    null,
                    "A low value means that some kinds of rows are lost."));
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
                "Predicting “%s”".formatted(usefulness.target()),
                area
                        ? "area under the ROC curve: 0.5 means guessing, 1 means always right"
                        : "root mean squared error of the logarithm: lower is better",
                Numbers.decimal(usefulness.synthetic(), USEFUL_DIGITS),
                "trained on synthetic rows",
                "%s trained on real rows".formatted(Numbers.decimal(usefulness.real(), USEFUL_DIGITS)),
                grades.usefulness(usefulness),
                ("Gradient-boosted trees are trained once on synthetic and once on real rows, and both are "
                                + "tested on %s held-out real rows. The synthetic rows are worth %s of the real ones.")
                        .formatted(Numbers.count(usefulness.tested()), Numbers.percent(usefulness.worth()))));
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
