// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.ClosestRecord;
import io.nifigan.evaluate.result.Copies;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.MembershipInference;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.result.Verdict.Area;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Table rows of the page for the measures of privacy, each with an explanation. */
final class PrivacyWords {
    private static final double MIN_AXIS = .1;
    private static final double AXIS_MARGIN = 1.1;
    private static final int MAX_NAME_LENGTH = 24;

    private final Evaluation evaluation;
    private final Grades grades;

    PrivacyWords(final Evaluation evaluation) {
        this.evaluation = evaluation;
        this.grades = new Grades(evaluation.settings().thresholds());
    }

    List<Page.Measure> measures() {
        final List<Page.Measure> measures = new ArrayList<>();
        strongest().forEach(test -> measures.add(test(test)));
        if (evaluation.copies() != null) {
            copies(evaluation.copies(), measures);
        }
        if (evaluation.closestRecord() != null) {
            measures.add(closest(evaluation.closestRecord()));
        }
        if (evaluation.membership() != null) {
            measures.add(membership(evaluation.membership()));
        }
        return measures;
    }

    /** The grade of the synthetic rows. */
    Tone rows() {
        return evaluation
                .verdict(Area.PRIVACY)
                .map(verdict -> Tone.of(verdict.grade()))
                .orElse(Tone.UNKNOWN);
    }

    /** The grade of the model file; unknown without a model. */
    Tone model() {
        return evaluation
                .verdict(Area.MODEL_PRIVACY)
                .map(verdict -> Tone.of(verdict.grade()))
                .orElse(Tone.UNKNOWN);
    }

    /** Whether training rows were compared with held-out rows. */
    boolean tested() {
        return !evaluation.privacyTests().isEmpty();
    }

    /** For each kind of attack, the test with the largest effect. */
    private List<PrivacyTest> strongest() {
        final List<PrivacyTest> strongest = new ArrayList<>();
        for (final PrivacyTest.Kind kind : PrivacyTest.Kind.values()) {
            evaluation.privacyTests().stream()
                    .filter(test -> test.kind() == kind)
                    .max(evaluation.settings().thresholds().byGrade())
                    .ifPresent(strongest::add);
        }
        return strongest;
    }

    /** The attack of each kind with the highest risk. */
    private List<Attack> worst() {
        final List<Attack> worst = new ArrayList<>();
        for (final Attack.Kind kind : Attack.Kind.values()) {
            evaluation.attacks().stream()
                    .filter(attack -> attack.kind() == kind)
                    .max(Comparator.comparingDouble(attack -> attack.risk().low()))
                    .ifPresent(worst::add);
        }
        return worst;
    }

    /** All attacks with their risks. */
    List<Page.Group> risks() {
        return evaluation.attacks().stream()
                .map(attack -> new Page.Group(
                        title(attack),
                        Numbers.percent(attack.success()),
                        Numbers.percent(attack.control()),
                        Numbers.percent(attack.risk()),
                        Numbers.percent(attack.risk().low()) + " to "
                                + Numbers.percent(attack.risk().high())))
                .toList();
    }

    private Page.Measure test(final PrivacyTest test) {
        final PrivacyTestWords words = new PrivacyTestWords(test);
        return new Page.Measure(
                words.title(),
                words.how(),
                words.onTraining(),
                words.onHeldOut(),
                words.floor(),
                words.difference(),
                grades.test(test),
                words.meaning(evaluation.settings().thresholds()));
    }

    private void copies(final Copies copies, final List<Page.Measure> measures) {
        measures.add(new Page.Measure(
                "Exact copies",
                "synthetic rows that equal a real row in every column except identifiers",
                Numbers.percent(copies.exact()),
                null,
                chance(copies.exactHeldOut(), copies),
                tone(copies.exact(), copies),
                "Rows with few or coarse columns can coincide by chance, as held-out rows do. Bad: clearly more "
                        + "than for held-out rows."));
        measures.add(new Page.Measure(
                "Near copies",
                "same categories as a real row, and no number more than 1\u00A0% off",
                Numbers.percent(copies.near()),
                "of %s synthetic rows".formatted(Numbers.count(copies.sampled())),
                chance(copies.nearHeldOut(), copies),
                tone(copies.near(), copies),
                "A copy with a little noise is still a copy. Bad: clearly more than for rows that are no copies."));
    }

    /** The grade of a share of copies; null where the tests against held-out rows decide. */
    private Tone tone(final double share, final Copies copies) {
        return tested() ? null : grades.copies(share, copies.nearReal());
    }

    /** The share by chance: that of held-out rows, or else the share of real rows that are near another real row. */
    private static String chance(final Double heldOut, final Copies copies) {
        return heldOut == null
                ? "%s of real rows are as near to another real row".formatted(Numbers.percent(copies.nearReal()))
                : "%s, held-out rows in their place".formatted(Numbers.percent(heldOut));
    }

    private Page.Measure closest(final ClosestRecord closest) {
        return new Page.Measure(
                "Nearer to training rows",
                "synthetic rows that are nearer to a training row than to any held-out row",
                Numbers.percent(closest.share().value()),
                Numbers.percent(1 - closest.share().value()),
                "50 %, rows of no model",
                Numbers.interval(closest.share()),
                null,
                ("Distances from %2$s synthetic rows to %1$s training rows and the same number of held-out rows. "
                                + "Clearly more than half means that the model memorised rows; half proves nothing.")
                        .formatted(Numbers.count(closest.rows()), Numbers.count(closest.synthetic())));
    }

    private static String name(final Attack.Kind kind) {
        return switch (kind) {
            case SINGLING_OUT_UNIVARIATE -> "Singling out, by one column";
            case SINGLING_OUT_MULTIVARIATE -> "Singling out, by several columns";
            case LINKABILITY -> "Linkability";
            case ATTRIBUTE_INFERENCE -> "Attribute inference";
        };
    }

    private static String title(final Attack attack) {
        return attack.kind() == Attack.Kind.ATTRIBUTE_INFERENCE && attack.against() != null
                ? "Inferring “%s”".formatted(Numbers.abbreviate(attack.against(), MAX_NAME_LENGTH))
                : name(attack.kind());
    }

    private Page.Measure membership(final MembershipInference membership) {
        return new Page.Measure(
                "Membership inference",
                "the model's %s is used to recognise training rows (area under the ROC curve)"
                        .formatted(membership.part()),
                Numbers.decimal(membership.auc().value()),
                "95 %% interval %s to %s"
                        .formatted(
                                Numbers.decimal(membership.auc().low()),
                                Numbers.decimal(membership.auc().high())),
                "0.50 means guessing",
                grades.excess(membership.auc()),
                ("Tested on %s training rows and %s others, with each part of the model file; this part "
                                + "recognises them best. It matters if you share the model file, not if you "
                                + "share the rows. Bad: clearly above 0.50.")
                        .formatted(Numbers.count(membership.members()), Numbers.count(membership.others())));
    }

    /** The chart of success rates against training and held-out rows. */
    Chart.Intervals chart() {
        final List<Attack> attacks = worst();
        final List<String> labels = attacks.stream()
                .map(attack -> title(attack).replace(", ", ",\n").replace("Inferring ", "Inferring\n"))
                .toList();
        final List<double[]> success =
                attacks.stream().map(attack -> values(attack.success())).toList();
        final List<double[]> control = attacks.stream()
                .map(attack -> attack.control() == null ? null : values(attack.control()))
                .toList();
        double max = MIN_AXIS;
        for (final Attack attack : attacks) {
            max = Math.max(
                    max,
                    Math.max(
                            attack.success().high(),
                            attack.control() == null ? 0 : attack.control().high()));
        }
        return new Chart.Intervals(labels, success, control, Math.min(1, AXIS_MARGIN * max));
    }

    private static double[] values(final Rate rate) {
        return new double[] {Numbers.brief(rate.value()), Numbers.brief(rate.low()), Numbers.brief(rate.high())};
    }
}
