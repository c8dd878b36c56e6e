// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.evaluate.result.Verdict.Area;
import io.nifigan.evaluate.result.Verdict.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The verdicts at the top of the page. */
final class VerdictWords {
    private final Evaluation evaluation;
    private final PrivacyWords privacy;

    VerdictWords(final Evaluation evaluation) {
        this.evaluation = evaluation;
        this.privacy = new PrivacyWords(evaluation);
    }

    private Optional<Grade> grade(final Area area) {
        return evaluation.verdict(area).map(Verdict::grade);
    }

    /** The headline: a half sentence on similarity and one on privacy. */
    String headline() {
        final String like = grade(Area.FIDELITY)
                .map(grade -> switch (grade) {
                    case GOOD -> "These rows are very similar to the real ones";
                    case FAIR -> "These rows are similar to the real ones in most respects";
                    case POOR -> "These rows differ from the real ones";
                })
                .orElse("The similarity of these rows was not measured");
        return like
                + switch (privacy.rows()) {
                    case GOOD ->
                        (grade(Area.FIDELITY).equals(Optional.of(Grade.GOOD)) ? ", and" : ", but")
                                + " no test found traces of single real rows in them.";
                    case FAIR ->
                        privacy.tested()
                                ? ", but some tests found traces of single real rows."
                                : "; their privacy could only be tested in part.";
                    case POOR -> ", and they reveal single real rows.";
                    case UNKNOWN -> "; their privacy was not tested.";
                };
    }

    String lead() {
        return switch (privacy.rows()) {
            case GOOD ->
                "This is the result of the tests and attacks listed below. It is evidence, not a guarantee: "
                        + "other attacks may find more."
                        + (privacy.model() == Tone.POOR
                                ? " This does not apply to the model file: do not share it."
                                : "");
            case FAIR ->
                privacy.tested()
                        ? "Read the section on privacy before you share them."
                        : "Without enough held-out real rows there is little to compare with: hold some rows out of "
                                + "the training before you share anything.";
            case POOR ->
                "Do not share them. Read the section on privacy, and train again: on more rows, for a shorter "
                        + "time, or with rows held out.";
            case UNKNOWN -> "Do not assume that these rows are safe to share: this was not tested.";
        };
    }

    List<Page.Card> cards() {
        final List<Page.Card> cards = new ArrayList<>();
        cards.add(privacyCard());
        for (final Area area : List.of(Area.FIDELITY, Area.VALIDITY, Area.USEFULNESS)) {
            cards.add(evaluation
                    .verdict(area)
                    .map(verdict -> new Page.Card(
                            name(area),
                            Tone.of(verdict.grade()),
                            verdict.sentence(),
                            basis(verdict),
                            null,
                            null,
                            link(area)))
                    .orElseGet(() ->
                            new Page.Card(name(area), Tone.UNKNOWN, missing(area), List.of(), null, null, link(area))));
        }
        return cards;
    }

    /** The privacy card has separate grades for the rows and the model file, because often only the rows are shared. */
    private Page.Card privacyCard() {
        final Optional<Verdict> verdict = evaluation.verdict(Area.PRIVACY);
        if (verdict.isEmpty()) {
            return new Page.Card(
                    name(Area.PRIVACY), Tone.UNKNOWN, missing(Area.PRIVACY), List.of(), null, null, link(Area.PRIVACY));
        }
        final String model = switch (privacy.model()) {
            case POOR -> "tells who was learnt: share rows, not the file.";
            case FAIR ->
                ("tells a little about who was learnt (%s, where 0.50 is guessing): share rows, or train with "
                                + "Protect Model File.")
                        .formatted(Numbers.decimal(evaluation.membership().auc().value()));
            default -> null;
        };
        final List<String> basis = new ArrayList<>(basis(verdict.get()));
        evaluation.verdict(Area.MODEL_PRIVACY).ifPresent(file -> basis.addAll(basis(file)));
        return new Page.Card(
                name(Area.PRIVACY),
                privacy.rows(),
                verdict.get().sentence(),
                basis,
                model,
                privacy.model(),
                link(Area.PRIVACY));
    }

    private static List<String> basis(final Verdict verdict) {
        return verdict.basis().stream()
                .map(line -> line.replaceFirst("^good: ", "✓ ")
                        .replaceFirst("^fair: ", "! ")
                        .replaceFirst("^poor: ", "✕ ")
                        .replace(" %", Numbers.SPACE + "%"))
                .toList();
    }

    private String missing(final Area area) {
        final String part = area.name().toLowerCase(Locale.ROOT);
        return evaluation.reason(part).orElse("Not measured; the end of this page gives the reason.");
    }

    private static String name(final Area area) {
        return switch (area) {
            case PRIVACY -> "Privacy";
            case MODEL_PRIVACY -> "Model file";
            case FIDELITY -> "Similarity";
            case VALIDITY -> "Validity";
            case USEFULNESS -> "Usefulness";
        };
    }

    private static String link(final Area area) {
        return switch (area) {
            case PRIVACY, MODEL_PRIVACY -> "privacy";
            case FIDELITY, VALIDITY -> "similarity";
            case USEFULNESS -> "usefulness";
        };
    }

    /** Descriptions of what was measured. */
    List<String> measured() {
        final List<String> measured = new ArrayList<>();
        final String bound = Numbers.count(evaluation.rows().bound());
        measured.add(
                ("At most %s rows of each table were used; larger tables were sampled at random.").formatted(bound));
        if (evaluation.copies() != null) {
            measured.add(("All synthetic rows used were compared with all real rows used to find exact copies, "
                            + "and %s of them to find near copies.")
                    .formatted(Numbers.count(evaluation.copies().sampled())));
        }
        evaluation.attacks().stream()
                .findFirst()
                .ifPresent(attack -> measured.add(
                        ("Linkability, inference and the risks are those of anonymeter (Giomi et al. 2022), with up "
                                        + "to %s attempts each. The attacker has only the synthetic rows.")
                                .formatted(Numbers.count(evaluation.settings().attacks()))));
        if (!evaluation.privacyTests().isEmpty()) {
            measured.add(("The verdict on privacy rests on %s tests, of which chance lets any fail in at most %s of "
                            + "reports. Columns that others determine, and attacks that could not succeed by enough "
                            + "to matter, are not counted.")
                    .formatted(Numbers.count(evaluation.privacyTests().size()), Numbers.percent(PrivacyTest.LEVEL)));
        }
        if (evaluation.membership() != null) {
            measured.add(
                    "Membership inference scores rows with each part of the model file, as an attacker who has the "
                            + "file could.");
        }
        return measured;
    }
}
