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
import java.util.Comparator;
import java.util.List;

/** What the measures of privacy say, each with what it means and what would be bad. */
final class PrivacyWords {
    private static final double MIN_AXIS = .1;
    private static final double ROOM = 1.1;
    private static final int LONGEST_NAME = 24;
    private static final int LONGEST_LIST = 60;

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

    /** How the rows came out. */
    Tone rows() {
        return evaluation
                .verdict(Area.PRIVACY)
                .map(verdict -> Tone.of(verdict.grade()))
                .orElse(Tone.UNKNOWN);
    }

    /** How the model's file came out; unknown without one. */
    Tone model() {
        return evaluation
                .verdict(Area.MODEL_PRIVACY)
                .map(verdict -> Tone.of(verdict.grade()))
                .orElse(Tone.UNKNOWN);
    }

    boolean heldOut() {
        return evaluation.rows().heldOutUsed() > 0;
    }

    /** Of each kind the attack with the greatest risk. */
    private List<Attack> worst() {
        final List<Attack> worst = new ArrayList<>();
        for (final Attack.Kind kind : Attack.Kind.values()) {
            evaluation.attacks().stream()
                    .filter(attack -> attack.kind() == kind)
                    .max(Comparator.comparingDouble(
                                    (Attack attack) -> attack.risk().low())
                            .thenComparingDouble(attack -> attack.risk().value()))
                    .ifPresent(worst::add);
        }
        return worst;
    }

    /** All attacks that are not in the other table, in short. */
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
                "synthetic rows equal to a real row in every column but identifiers",
                Numbers.percent(copies.exact()),
                null,
                chance(copies.exactHeldOut(), copies),
                grades.copies(
                        copies.exact(),
                        copies.exactHeldOut() == null ? (Double) copies.nearReal() : copies.exactHeldOut()),
                "Rows with few, coarse columns coincide by chance, as held-out rows do. Bad: clearly "
                        + "more than among those."));
        final Double beside = copies.nearHeldOut() == null ? (Double) copies.nearReal() : copies.nearHeldOut();
        measures.add(new Page.Measure(
                "Near copies",
                "the same categories as a real row, and no number more than 1\u00A0% off",
                Numbers.percent(copies.near()),
                "of %s synthetic rows".formatted(Numbers.count(copies.sampled())),
                chance(copies.nearHeldOut(), copies),
                grades.copies(copies.near(), beside),
                "A copy with a little noise on it is still a copy. Bad: clearly more than among rows "
                        + "that nobody copied."));
    }

    /** What chance makes it: the share among held-out rows, or else how many real rows are near to another. */
    private static String chance(final Double heldOut, final Copies copies) {
        return heldOut == null
                ? "%s of real rows are as near to another".formatted(Numbers.percent(copies.nearReal()))
                : "%s of held-out rows".formatted(Numbers.percent(heldOut));
    }

    private Page.Measure closest(final ClosestRecord closest) {
        return new Page.Measure(
                "Nearer to training rows",
                "synthetic rows that are nearer to a row that was learnt than to any held-out row",
                Numbers.percent(closest.share()),
                Numbers.interval(closest.share()),
                "50 % if rows are not learnt by heart",
                grades.excess(closest.share()),
                ("Distances to %s learnt and as many held-out rows, for %s synthetic rows. Bad: "
                                + "clearly more than half, for then single rows were learnt instead of the table.")
                        .formatted(Numbers.count(closest.rows()), Numbers.count(closest.synthetic())));
    }

    private Page.Measure attack(final Attack attack) {
        final String beside = attack.control() == null
                ? "guessing succeeds in %s; there are no held-out rows to compare with"
                        .formatted(Numbers.percent(attack.baseline()))
                : "%s against held-out rows, %s by guessing"
                        .formatted(Numbers.percent(attack.control()), Numbers.percent(attack.baseline()));
        return new Page.Measure(
                title(attack),
                how(attack),
                Numbers.percent(attack.risk()),
                Numbers.interval(attack.risk()),
                "%s of %s attacks on learnt rows succeed; %s"
                        .formatted(Numbers.percent(attack.success()), Numbers.count(attack.attacks()), beside),
                attack.control() == null ? null : grades.risk(attack.risk()),
                meaning(attack.kind()));
    }

    private static String name(final Attack.Kind kind) {
        return switch (kind) {
            case SINGLING_OUT_UNIVARIATE -> "Singling out, by one column";
            case SINGLING_OUT_MULTIVARIATE -> "Singling out, by several columns";
            case LINKABILITY -> "Linking";
            case ATTRIBUTE_INFERENCE -> "Inferring a value";
        };
    }

    private static String title(final Attack attack) {
        return attack.kind() == Attack.Kind.ATTRIBUTE_INFERENCE && attack.against() != null
                ? "Inferring “%s”".formatted(Numbers.abbreviate(attack.against(), LONGEST_NAME))
                : name(attack.kind());
    }

    private static String how(final Attack attack) {
        return switch (attack.kind()) {
            case SINGLING_OUT_UNIVARIATE -> "finding a value that exactly one real row has";
            case SINGLING_OUT_MULTIVARIATE -> "finding values that exactly one real row has together";
            case LINKABILITY ->
                "finding out which two halves of a split row belong together"
                        + (attack.against() == null
                                ? ""
                                : ", one of them with " + Numbers.abbreviate(attack.against(), LONGEST_LIST));
            case ATTRIBUTE_INFERENCE ->
                "finding out this value of a row whose other values are known; of all columns the worst";
        };
    }

    private static String meaning(final Attack.Kind kind) {
        final String bad = "The figure is what the attack gets beyond what it gets against rows that were not "
                + "learnt. Bad: an interval well above 0.";
        return switch (kind) {
            case SINGLING_OUT_UNIVARIATE, SINGLING_OUT_MULTIVARIATE ->
                "Could somebody point at one person in the real table? " + bad;
            case LINKABILITY -> "Could somebody who holds two other tables join them by this one? " + bad;
            case ATTRIBUTE_INFERENCE -> "Could somebody who knows a person learn what was not known? " + bad;
        };
    }

    private Page.Measure membership(final MembershipInference membership) {
        return new Page.Measure(
                "Membership",
                "asking the model's own discriminator whether a row was learnt (area under the ROC " + "curve)",
                Numbers.decimal(membership.auc().value()),
                "95 %% interval %s to %s"
                        .formatted(
                                Numbers.decimal(membership.auc().low()),
                                Numbers.decimal(membership.auc().high())),
                "0.50 is a coin's toss",
                grades.excess(membership.auc()),
                ("Asked about %s learnt and %s other rows. It matters to whom you give the model "
                                + "file, not the rows. Bad: clearly above 0.50.")
                        .formatted(Numbers.count(membership.members()), Numbers.count(membership.others())));
    }

    /** How often each attack succeeds against learnt and other rows. */
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
        return new Chart.Intervals(labels, success, control, Math.min(1, ROOM * max));
    }

    private static double[] values(final Rate rate) {
        return new double[] {Numbers.brief(rate.value()), Numbers.brief(rate.low()), Numbers.brief(rate.high())};
    }
}
