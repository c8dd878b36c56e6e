// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.ClosestRecord;
import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Copies;
import io.nifigan.evaluate.result.MembershipInference;
import io.nifigan.evaluate.result.Overall;
import io.nifigan.evaluate.result.RuleMeasure;
import io.nifigan.evaluate.result.Thresholds;
import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.evaluate.result.Usefulness;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.evaluate.result.Verdict.Area;
import io.nifigan.evaluate.result.Verdict.Grade;
import io.nifigan.evaluate.similarity.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Puts figures into words. The grade of an area is that of its worst figure. */
final class Verdicts {
    /** By how much a mean similarity may be below that of held-out rows and still be as good as real. */
    private static final double AS_REAL = .01;

    private final Thresholds thresholds;
    private final List<Figure> figures = new ArrayList<>();

    private record Figure(Grade grade, String text) {}

    private Verdicts(final Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    private static String percent(final double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String three(final double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static Grade least(final double value, final double good, final double fair) {
        return value >= good ? Grade.GOOD : value >= fair ? Grade.FAIR : Grade.POOR;
    }

    private static Grade most(final double value, final double good, final double fair) {
        return least(-value, -good, -fair);
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

    /** Null where nothing was measured. */
    static Verdict fidelity(final Thresholds thresholds, final Overall overall, final TwoSampleTest twoSample) {
        final Verdicts own = new Verdicts(thresholds);
        own.similarity(
                "columns look alike",
                overall.shape(),
                overall.shapeHeldOut(),
                thresholds.goodShape(),
                thresholds.fairShape());
        own.similarity(
                "pairs of columns go together alike",
                overall.trend(),
                overall.trendHeldOut(),
                thresholds.goodTrend(),
                thresholds.fairTrend());
        if (twoSample != null) {
            own.add(
                    most(twoSample.auc(), thresholds.goodAuc(), thresholds.fairAuc()),
                    ("a classifier tells real from synthetic rows with an AUC of %s (.5 not at all, 1 "
                                    + "always; good to %s, fair to %s)")
                            .formatted(
                                    three(twoSample.auc()), three(thresholds.goodAuc()), three(thresholds.fairAuc())));
        }
        return own.figures.isEmpty()
                ? null
                : own.verdict(
                        Area.FIDELITY,
                        "The synthetic rows look like the real ones: single columns, how columns go "
                                + "together, and whole rows.",
                        "The synthetic rows resemble the real ones, with differences that can be seen.",
                        "The synthetic rows differ from the real ones in ways that matter.");
    }

    private void similarity(
            final String what, final Double value, final Double heldOut, final double good, final double fair) {
        if (value != null) {
            final boolean asReal = heldOut != null && value >= heldOut - AS_REAL;
            add(
                    asReal ? Grade.GOOD : least(value, good, fair),
                    "%s by %s on average (good from %s, fair from %s%s)"
                            .formatted(
                                    what,
                                    percent(value),
                                    percent(good),
                                    percent(fair),
                                    heldOut == null ? "" : "; other real rows " + percent(heldOut)));
        }
    }

    /** Null where nothing was measured. */
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
                        least(worst.validity(), thresholds.goodValidity(), thresholds.fairValidity()),
                        ("%s of the values of '%s', the worst column, lie within the real range or are real "
                                        + "categories (good from %s, fair from %s)")
                                .formatted(
                                        percent(worst.validity()),
                                        Texts.brief(worst.name()),
                                        percent(thresholds.goodValidity()),
                                        percent(thresholds.fairValidity()))));
        if (rules != null && !rules.isEmpty()) {
            final RuleMeasure worst = rules.stream()
                    .max(Comparator.comparingInt(RuleMeasure::brokenSynthetic))
                    .orElseThrow();
            own.add(
                    least(
                            1 - (double) worst.brokenSynthetic() / rows,
                            thresholds.goodValidity(),
                            thresholds.fairValidity()),
                    worst.brokenSynthetic() == 0
                            ? "all %d rules hold in every row".formatted(rules.size())
                            : "the rule '%s' is broken in %d of %d rows"
                                    .formatted(worst.text(), worst.brokenSynthetic(), rows));
        }
        return own.figures.isEmpty()
                ? null
                : own.verdict(
                        Area.VALIDITY,
                        "The values are such as real rows have.",
                        "A few values are such as no real row has.",
                        "Many values are such as no real row has.");
    }

    /** Null where nothing was measured. */
    static Verdict usefulness(final Thresholds thresholds, final Usefulness usefulness) {
        if (usefulness == null) {
            return null;
        }
        final Verdicts own = new Verdicts(thresholds);
        final boolean auc = usefulness.metric().greaterIsBetter();
        final double part = auc
                ? usefulness.real() <= .5 ? 1 : Math.max(0, usefulness.synthetic() - .5) / (usefulness.real() - .5)
                : usefulness.synthetic() <= 0 ? 1 : usefulness.real() / usefulness.synthetic();
        own.add(
                least(part, thresholds.goodUsefulness(), thresholds.fairUsefulness()),
                ("trained on synthetic rows '%s' is foretold with %s %s, trained on real rows with "
                                + "%s; that is %s of what can be had (good from %s, fair from %s)")
                        .formatted(
                                Texts.brief(usefulness.target()),
                                auc ? "an AUC of" : "an error of the logarithm of",
                                three(usefulness.synthetic()),
                                three(usefulness.real()),
                                percent(part),
                                percent(thresholds.goodUsefulness()),
                                percent(thresholds.fairUsefulness())));
        return own.verdict(
                Area.USEFULNESS,
                "Synthetic rows serve nearly as well as real ones to foretell the target.",
                "Synthetic rows serve to foretell the target, but clearly less well than real ones.",
                "Synthetic rows serve badly to foretell the target.");
    }

    /** What was measured of privacy; without held-out rows at best fair, since copies alone are looked at then. */
    static Verdict privacy(
            final Thresholds thresholds,
            final Copies copies,
            final ClosestRecord closest,
            final List<Attack> attacks,
            final boolean heldOut) {
        final Verdicts own = new Verdicts(thresholds);
        if (copies != null) {
            // Without held-out rows, real rows among the others say how alike rows are by chance.
            own.copies(
                    "copies of a real row",
                    copies.exact(),
                    copies.exactHeldOut() == null ? copies.nearReal() : copies.exactHeldOut());
            own.copies(
                    "very near to a real row",
                    copies.near(),
                    copies.nearHeldOut() == null ? copies.nearReal() : copies.nearHeldOut());
        }
        if (closest != null) {
            own.add(
                    most(closest.share().low() - .5, thresholds.goodExcess(), thresholds.fairExcess()),
                    ("%s of synthetic rows (95 %% interval from %s) are nearer to a training row than to "
                                    + "a held-out one; 50 %% is ideal (lower end good to %s, fair to %s)")
                            .formatted(
                                    percent(closest.share().value()),
                                    percent(closest.share().low()),
                                    percent(.5 + thresholds.goodExcess()),
                                    percent(.5 + thresholds.fairExcess())));
        }
        for (final Attack.Kind kind : Attack.Kind.values()) {
            attacks.stream()
                    .filter(attack -> attack.kind() == kind && attack.control() != null)
                    .max(Comparator.comparingDouble(attack -> attack.risk().low()))
                    .ifPresent(own::attack);
        }
        if (!heldOut) {
            own.add(
                    Grade.FAIR,
                    "no held-out rows were given, so nothing shows whether the figures of training rows "
                            + "are worse than those of other people");
        }
        return own.verdict(
                Area.PRIVACY,
                "None of these measurements shows that training rows are given away. They say "
                        + "nothing of other attacks, and are no proof.",
                heldOut
                        ? "Some of these measurements show that a little of the training rows is given away."
                        : "No copies were found, but without held-out rows little else can be measured.",
                "The synthetic rows give training rows away. Do not share them.");
    }

    /** What the model's file gives away; null where nothing was measured. */
    static Verdict model(final Thresholds thresholds, final MembershipInference membership) {
        if (membership == null) {
            return null;
        }
        final Verdicts own = new Verdicts(thresholds);
        own.add(
                most(membership.auc().low() - .5, thresholds.goodExcess(), thresholds.fairExcess()),
                ("the model's discriminator tells training rows from others with an AUC of %s (95 %% "
                                + "interval from %s; .5 not at all; lower end good to %s, fair to %s)")
                        .formatted(
                                three(membership.auc().value()),
                                three(membership.auc().low()),
                                three(.5 + thresholds.goodExcess()),
                                three(.5 + thresholds.fairExcess())));
        return own.verdict(
                Area.MODEL_PRIVACY,
                "Whoever has the model's file is not seen to learn from its discriminator who was in "
                        + "the training rows.",
                "Whoever has the model's file learns a little from its discriminator about who was "
                        + "in the training rows.",
                "Whoever has the model's file can tell by its discriminator, better than by chance, "
                        + "who was in the training rows. Share rows, and not the model.");
    }

    private void copies(final String what, final double share, final double baseline) {
        add(
                most(share - baseline, thresholds.goodCopies(), thresholds.fairCopies()),
                "%s of synthetic rows are %s, where chance makes it %s (good to %s more, fair to %s)"
                        .formatted(
                                percent(share),
                                what,
                                percent(baseline),
                                percent(thresholds.goodCopies()),
                                percent(thresholds.fairCopies())));
    }

    private void attack(final Attack attack) {
        Objects.requireNonNull(attack.control());
        final String what = switch (attack.kind()) {
            case SINGLING_OUT_UNIVARIATE -> "singling somebody out by one value";
            case SINGLING_OUT_MULTIVARIATE -> "singling somebody out by several values";
            case LINKABILITY -> "linking what two tables know of somebody";
            case ATTRIBUTE_INFERENCE -> "finding out '%s' of somebody".formatted(Texts.brief(attack.against()));
        };
        add(
                most(attack.risk().low(), thresholds.goodRisk(), thresholds.fairRisk()),
                ("%s succeeds in %s of %d attacks on training rows and %s on others: a risk of %s (95 "
                                + "%% interval from %s; lower end good to %s, fair to %s)")
                        .formatted(
                                what,
                                percent(attack.success().value()),
                                attack.attacks(),
                                percent(attack.control().value()),
                                percent(attack.risk().value()),
                                percent(attack.risk().low()),
                                percent(thresholds.goodRisk()),
                                percent(thresholds.fairRisk())));
    }
}
