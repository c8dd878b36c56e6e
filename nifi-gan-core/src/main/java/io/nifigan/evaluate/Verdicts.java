// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Copies;
import io.nifigan.evaluate.result.MembershipInference;
import io.nifigan.evaluate.result.Overall;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.RuleMeasure;
import io.nifigan.evaluate.result.Thresholds;
import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.evaluate.result.Usefulness;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.evaluate.result.Verdict.Area;
import io.nifigan.evaluate.result.Verdict.Grade;
import io.nifigan.evaluate.similarity.ColumnGaps;
import io.nifigan.evaluate.similarity.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A builder of verdicts from measured values. The grade of an area is that of its worst value. */
final class Verdicts {
    /**
     * Tolerance below the mean similarity of other real rows within which synthetic rows count as equal to real ones.
     */
    private static final double REAL_TOLERANCE = .01;

    private final Thresholds thresholds;
    private final List<Figure> figures = new ArrayList<>();

    private record Figure(Grade grade, String text) {}

    private Verdicts(final Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    static String percent(final double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String three(final double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static Grade atLeast(final double value, final double good, final double fair) {
        return value >= good ? Grade.GOOD : value >= fair ? Grade.FAIR : Grade.POOR;
    }

    static Grade atMost(final double value, final double good, final double fair) {
        return atLeast(-value, -good, -fair);
    }

    private void add(final Grade grade, final String text) {
        figures.add(new Figure(grade, text));
    }

    private Verdict verdict(final Area area, final String good, final String fair, final String poor) {
        final Grade worst = figures.stream()
                .map(Figure::grade)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        final List<String> basis = figures.stream()
                .sorted(Comparator.comparing(Figure::grade).reversed())
                .map(figure -> figure.grade().name().toLowerCase(Locale.ROOT) + ": " + figure.text())
                .toList();
        return new Verdict(area, worst, worst == Grade.GOOD ? good : worst == Grade.FAIR ? fair : poor, basis);
    }

    /** The verdict of the area, null if nothing was measured. */
    static Verdict fidelity(
            final Thresholds thresholds, final Overall overall, final ColumnGaps gaps, final TwoSampleTest twoSample) {
        final Verdicts own = new Verdicts(thresholds);
        final boolean noticed = GapFigures.isNoticed(twoSample);
        own.similarity(
                "the similarity of columns",
                overall.shape(),
                overall.shapeHeldOut(),
                noticed,
                thresholds.goodShape(),
                thresholds.fairShape());
        own.similarity(
                "the similarity of column pairs",
                overall.trend(),
                overall.trendHeldOut(),
                noticed,
                thresholds.goodTrend(),
                thresholds.fairTrend());
        if (twoSample != null) {
            own.add(
                    atMost(twoSample.auc(), thresholds.goodAuc(), thresholds.fairAuc()),
                    ("a classifier distinguishes real from synthetic rows with an AUC of %s (.5 is guessing, 1 is "
                                    + "always right; good up to %s, fair up to %s)")
                            .formatted(
                                    three(twoSample.auc()), three(thresholds.goodAuc()), three(thresholds.fairAuc())));
        }
        GapFigures.add(gaps, twoSample, own::add);
        return own.figures.isEmpty()
                ? null
                : own.verdict(
                        Area.FIDELITY,
                        "The synthetic rows are similar to the real ones: in single columns, in the relations "
                                + "between columns, and in whole rows.",
                        "The synthetic rows are similar to the real ones, with visible differences.",
                        "The synthetic rows differ considerably from the real ones.");
    }

    /**
     * Adds a similarity. Between small tables of many values it is low by chance: it is poor only if the classifier
     * notices a difference too, or there is no classifier.
     */
    private void similarity(
            final String what,
            final Double value,
            final Double heldOut,
            final boolean noticed,
            final double good,
            final double fair) {
        if (value != null) {
            final boolean asReal = heldOut != null && value >= heldOut - REAL_TOLERANCE;
            add(
                    asReal ? Grade.GOOD : atLeast(value, good, noticed ? fair : 0),
                    "%s is %s on average (good from %s, fair from %s%s)"
                            .formatted(
                                    what,
                                    percent(value),
                                    percent(good),
                                    percent(fair),
                                    heldOut == null ? "" : "; held-out real rows have " + percent(heldOut)));
        }
    }

    /** The verdict of the area, null if nothing was measured. */
    static Verdict validity(
            final Thresholds thresholds,
            final List<ColumnMeasure> columns,
            final List<RuleMeasure> rules,
            final int rows) {
        final Verdicts own = new Verdicts(thresholds);
        columns.stream()
                .filter(column -> column.validity() != null)
                .min(Comparator.comparingDouble(ColumnMeasure::validity))
                .ifPresent(worst -> own.add(
                        atLeast(worst.validity(), thresholds.goodValidity(), thresholds.fairValidity()),
                        ("in '%2$s', the worst column, %1$s of the values lie within the real range or are real "
                                        + "categories (good from %3$s, fair from %4$s)")
                                .formatted(
                                        percent(worst.validity()),
                                        Texts.brief(worst.name()),
                                        percent(thresholds.goodValidity()),
                                        percent(thresholds.fairValidity()))));
        if (rules != null && rules.stream().anyMatch(rule -> !rule.inPart())) {
            final RuleMeasure worst = rules.stream()
                    .max(Comparator.comparingInt(RuleMeasure::faults))
                    .orElseThrow();
            own.add(
                    atLeast(1 - (double) worst.faults() / rows, thresholds.goodValidity(), thresholds.fairValidity()),
                    worst.faults() == 0
                            ? "all %d rules hold in every row"
                                    .formatted(rules.stream()
                                            .filter(rule -> !rule.inPart())
                                            .count())
                            : "the rule '%s' is violated in %d of %d rows"
                                    .formatted(worst.text(), worst.brokenSynthetic(), rows));
        }
        return own.figures.isEmpty()
                ? null
                : own.verdict(
                        Area.VALIDITY,
                        "The values are valid: real rows have such values, too.",
                        "A few values are invalid: no real row has such values.",
                        "Many values are invalid: no real row has such values.");
    }

    /** The verdict of the area, null if nothing was measured or the target cannot be foretold from real rows either. */
    static Verdict usefulness(final Thresholds thresholds, final Usefulness usefulness) {
        if (usefulness == null || !usefulness.isForetold()) {
            return null;
        }
        final Verdicts own = new Verdicts(thresholds);
        final boolean auc = usefulness.metric().greaterIsBetter();
        own.add(
                thresholds.grade(usefulness),
                ("a model trained on synthetic rows predicts '%s' with %s %s, one trained on real rows with %s; the "
                                + "synthetic rows are worth %s of the real ones (good from %s, fair from %s, beyond "
                                + "chance)")
                        .formatted(
                                Texts.brief(usefulness.target()),
                                auc ? "an AUC of" : "a logarithmic error of",
                                three(usefulness.synthetic()),
                                three(usefulness.real()),
                                percent(usefulness.worth()),
                                percent(thresholds.goodUsefulness()),
                                percent(thresholds.fairUsefulness())));
        return own.verdict(
                Area.USEFULNESS,
                "The target is predicted nearly as well with synthetic rows as with real ones.",
                "The target can be predicted with synthetic rows, but clearly less well than with real ones.",
                "The target is predicted poorly with synthetic rows.");
    }

    /**
     * The verdict on privacy. It rests on the tests against held-out rows. Without held-out rows, or with too few rows
     * for a test, it is fair at best, because only copies can be assessed then.
     */
    static Verdict privacy(
            final Thresholds thresholds, final Copies copies, final List<PrivacyTest> tests, final boolean heldOut) {
        final Verdicts own = new Verdicts(thresholds);
        if (tests.isEmpty()) {
            if (copies != null) {
                own.copies("exact copies of a real row", copies.exact(), copies.nearReal());
                own.copies("near copies of a real row", copies.near(), copies.nearReal());
            }
            own.add(
                    Grade.FAIR,
                    heldOut
                            ? "there are too few rows to compare the training rows with rows of other people"
                            : "no held-out rows were given, so the training rows cannot be compared with rows of other "
                                    + "people");
        }
        final String strongest = tests.stream()
                .max(thresholds.byGrade())
                .map(PrivacyTestWords::of)
                .orElse("");
        for (final PrivacyTest.Kind kind : PrivacyTest.Kind.values()) {
            tests.stream()
                    .filter(test -> test.kind() == kind)
                    .max(thresholds.byGrade())
                    .ifPresent(own::test);
        }
        return own.verdict(
                Area.PRIVACY,
                "None of these tests found that the synthetic rows reveal training rows. This is no proof: other "
                        + "attacks may succeed.",
                tests.isEmpty()
                        ? "No copies were found, but without %s little else can be tested."
                                .formatted(heldOut ? "more rows" : "held-out rows")
                        : "Some of these tests found that the synthetic rows reveal a little about training rows, most "
                                + "of all " + strongest + ".",
                "The synthetic rows reveal training rows%s. Do not share them."
                        .formatted(tests.isEmpty() ? "" : ", most of all " + strongest));
    }

    /** The verdict on the model file, null if nothing was measured. */
    static Verdict model(final Thresholds thresholds, final MembershipInference membership) {
        if (membership == null) {
            return null;
        }
        final Verdicts own = new Verdicts(thresholds);
        own.add(
                atMost(membership.auc().low() - .5, thresholds.goodExcess(), thresholds.fairExcess()),
                ("the model's %s distinguishes training rows from others with an AUC of %s (95 %% "
                                + "interval from %s; .5 is guessing; lower end good up to %s, fair up to %s)")
                        .formatted(
                                membership.part(),
                                three(membership.auc().value()),
                                three(membership.auc().low()),
                                three(.5 + thresholds.goodExcess()),
                                three(.5 + thresholds.fairExcess())));
        return own.verdict(
                Area.MODEL_PRIVACY,
                "The test found no way to learn from the model file who was in the training rows.",
                ("The model file tells a little about who was learnt: of a training row and another real row, its "
                                + "holder picks the training row in %.0f of 100 tries; 50 would be guessing. This is "
                                + "not about the synthetic rows. Give away rows rather than the file, or train with "
                                + "Protect Model File.")
                        .formatted(100 * membership.auc().value()),
                "The model file tells who was in the training rows. Give away synthetic rows, but not the file, and "
                        + "train on more rows or for fewer steps.");
    }

    private void copies(final String what, final double share, final double baseline) {
        add(
                atMost(share - baseline, thresholds.goodCopies(), thresholds.fairCopies()),
                "%s of the synthetic rows are %s, against %s by chance (good up to %s more, fair up to %s more)"
                        .formatted(
                                percent(share),
                                what,
                                percent(baseline),
                                percent(thresholds.goodCopies()),
                                percent(thresholds.fairCopies())));
    }

    private void test(final PrivacyTest test) {
        add(
                thresholds.grade(test),
                "%s: %s; difference %s points (%s to %s), probability by chance %s (good below %s points, or above %s)"
                        .formatted(
                                PrivacyTestWords.of(test),
                                PrivacyTestWords.rates(test),
                                points(test.effect()),
                                points(test.low()),
                                points(test.high()),
                                test.chance() < .0005 ? "below 0.001" : three(test.chance()),
                                points(thresholds.smallestEffect(test.kind())),
                                three(PrivacyTest.LEVEL)));
    }

    private static String points(final double difference) {
        return String.format(Locale.ROOT, "%.1f", 100 * difference + 0.);
    }
}
