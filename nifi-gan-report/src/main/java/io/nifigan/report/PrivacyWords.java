// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.ClosestRecord;
import io.nifigan.evaluate.result.Copies;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.MembershipInference;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.result.Verdict.Area;
import java.util.ArrayList;
import java.util.List;

/** Table rows of the page for the measures of privacy, each with an explanation. */
final class PrivacyWords {
    private static final double MIN_AXIS = .1;
    private static final double AXIS_MARGIN = 1.1;
    private static final int MAX_NAME_LENGTH = 24;
    private static final int MAX_LIST_LENGTH = 60;

    private final Evaluation evaluation;
    private final Grades grades;

    PrivacyWords(final Evaluation evaluation) {
        this.evaluation = evaluation;
        this.grades = new Grades(evaluation.settings().thresholds());
    }

    List<Page.Measure> measures() {
        final List<Page.Measure> measures = new ArrayList<>();
        if (evaluation.copies() != null) {
            copies(evaluation.copies(), measures);
        }
        if (evaluation.closestRecord() != null) {
            measures.add(closest(evaluation.closestRecord()));
        }
        worst().forEach(attack -> measures.add(attack(attack)));
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

    boolean heldOut() {
        return evaluation.rows().heldOutUsed() > 0;
    }

    /** The attack of each kind with the highest risk. */
    private List<Attack> worst() {
        final List<Attack> worst = new ArrayList<>();
        for (final Attack.Kind kind : Attack.Kind.values()) {
            evaluation.attacks().stream()
                    .filter(attack -> attack.kind() == kind)
                    .max(evaluation.settings().thresholds().byGrade())
                    .ifPresent(worst::add);
        }
        return worst;
    }

    /** All other attacks. */
    List<Page.Group> others() {
        final List<Attack> shown = worst();
        return evaluation.attacks().stream()
                .filter(attack -> !shown.contains(attack))
                .map(attack -> new Page.Group(
                        title(attack),
                        Numbers.percent(attack.success()),
                        Numbers.percent(attack.control()),
                        Numbers.percent(attack.risk()),
                        Numbers.percent(attack.risk().low()) + " to "
                                + Numbers.percent(attack.risk().high())))
                .toList();
    }

    private void copies(final Copies copies, final List<Page.Measure> measures) {
        measures.add(new Page.Measure(
                "Exact copies",
                "synthetic rows that equal a real row in every column except identifiers",
                Numbers.percent(copies.exact()),
                null,
                chance(copies.exactHeldOut(), copies),
                grades.copies(
                        copies.exact(),
                        copies.exactHeldOut() == null ? (Double) copies.nearReal() : copies.exactHeldOut()),
                "Rows with few or coarse columns can coincide by chance, as held-out rows do. Bad: clearly more "
                        + "than for held-out rows."));
        final Double beside = copies.nearHeldOut() == null ? (Double) copies.nearReal() : copies.nearHeldOut();
        measures.add(new Page.Measure(
                "Near copies",
                "same categories as a real row, and no number more than 1\u00A0% off",
                Numbers.percent(copies.near()),
                "of %s synthetic rows".formatted(Numbers.count(copies.sampled())),
                chance(copies.nearHeldOut(), copies),
                grades.copies(copies.near(), beside),
                "A copy with a little noise is still a copy. Bad: clearly more than for rows that are no copies."));
    }

    /** The share by chance: that of held-out rows, or else the share of real rows that are near another real row. */
    private static String chance(final Double heldOut, final Copies copies) {
        return heldOut == null
                ? "%s of real rows are as near to another real row".formatted(Numbers.percent(copies.nearReal()))
                : "%s of held-out rows".formatted(Numbers.percent(heldOut));
    }

    private Page.Measure closest(final ClosestRecord closest) {
        return new Page.Measure(
                "Nearer to training rows",
                "synthetic rows that are nearer to a training row than to any held-out row",
                Numbers.percent(closest.share()),
                Numbers.interval(closest.share()),
                "50 % if no training rows are memorised",
                grades.excess(closest.share()),
                ("Distances from %2$s synthetic rows to %1$s training rows and the same number of held-out "
                                + "rows. Bad: clearly more than half, because then the model memorised single rows.")
                        .formatted(Numbers.count(closest.rows()), Numbers.count(closest.synthetic())));
    }

    private Page.Measure attack(final Attack attack) {
        final String beside = attack.control() == null
                ? "random guesses succeed in %s; there are no held-out rows to compare with"
                        .formatted(Numbers.percent(attack.baseline()))
                : "%s against held-out rows, %s by random guesses"
                        .formatted(Numbers.percent(attack.control()), Numbers.percent(attack.baseline()));
        return new Page.Measure(
                title(attack),
                how(attack),
                Numbers.percent(attack.risk()),
                Numbers.interval(attack.risk()),
                "%s of %s attacks on training rows succeed; %s"
                        .formatted(Numbers.percent(attack.success()), Numbers.count(attack.attacks()), beside),
                attack.control() == null ? null : grades.attack(attack),
                meaning(attack.kind()));
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

    private static String how(final Attack attack) {
        return switch (attack.kind()) {
            case SINGLING_OUT_UNIVARIATE -> "find a value that exactly one real row has";
            case SINGLING_OUT_MULTIVARIATE -> "find a combination of values that exactly one real row has";
            case LINKABILITY ->
                "find the two parts of a split row"
                        + (attack.against() == null
                                ? ""
                                : ", one of them with " + Numbers.abbreviate(attack.against(), MAX_LIST_LENGTH));
            case ATTRIBUTE_INFERENCE ->
                "infer this value of a row from its other values; the column with the highest risk";
        };
    }

    private static String meaning(final Attack.Kind kind) {
        final String bad = "The value is the success on training rows beyond that on held-out rows. Bad: an "
                + "interval clearly above 0.";
        return switch (kind) {
            case SINGLING_OUT_UNIVARIATE, SINGLING_OUT_MULTIVARIATE ->
                "Could an attacker point out one person in the real table? " + bad;
            case LINKABILITY ->
                "Could an attacker who has two other tables join them with the help of these rows? " + bad;
            case ATTRIBUTE_INFERENCE -> "Could an attacker who knows a person learn something new? " + bad;
        };
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
