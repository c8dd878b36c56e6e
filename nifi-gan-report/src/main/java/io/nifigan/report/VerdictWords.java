// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.evaluate.result.Verdict.Area;
import io.nifigan.evaluate.result.Verdict.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What it all comes to, on top of the page. */
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

    /** Two halves: how like the rows are, and what they give away. */
    String headline() {
        final String like = grade(Area.FIDELITY)
                .map(grade -> switch (grade) {
                    case GOOD -> "These rows resemble the real ones closely";
                    case FAIR -> "These rows resemble the real ones in most respects";
                    case POOR -> "These rows differ from the real ones";
                })
                .orElse("How alike these rows are was not measured");
        return like
                + switch (privacy.rows()) {
                    case GOOD ->
                        (grade(Area.FIDELITY).equals(Optional.of(Grade.GOOD)) ? ", and" : ", but")
                                + " no test here found single real rows in them.";
                    case FAIR ->
                        privacy.heldOut()
                                ? ", but some tests found traces of single real rows."
                                : "; what they give away could hardly be measured.";
                    case POOR -> ", and they give single real rows away.";
                    case UNKNOWN -> "; what they give away was not measured.";
                };
    }

    String lead() {
        return switch (privacy.rows()) {
            case GOOD ->
                "That is what was measured, on the rows and with the attacks named below. It is "
                        + "evidence, not a guarantee: other attacks may find more."
                        + (privacy.model() == Tone.POOR
                                ? " The model file is another matter: keep it to yourself."
                                : "");
            case FAIR ->
                privacy.heldOut()
                        ? "Read the part on privacy before anybody else gets them."
                        : "Without real rows that no model has learnt there is little to compare with: hold "
                                + "some out before you share anything.";
            case POOR ->
                "Do not share them. Read the part on privacy, and train again: on more rows, for a "
                        + "shorter time, or with rows held out.";
            case UNKNOWN -> "Do not take these rows for safe to share: nothing about that was measured.";
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

    /** The rows are shared and the model's file mostly is not: so each has its own word. */
    private Page.Card privacyCard() {
        final Optional<Verdict> verdict = evaluation.verdict(Area.PRIVACY);
        if (verdict.isEmpty()) {
            return new Page.Card(
                    name(Area.PRIVACY), Tone.UNKNOWN, missing(Area.PRIVACY), List.of(), null, null, link(Area.PRIVACY));
        }
        final String model = switch (privacy.model()) {
            case POOR -> "tells what it was trained on: keep it to yourself.";
            case FAIR -> "tells a little of what it was trained on.";
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
                        .replaceFirst("^poor: ", "✕ "))
                .toList();
    }

    private String missing(final Area area) {
        final String part = area.name().toLowerCase(Locale.ROOT);
        return evaluation.reason(part).orElse("Nothing of this was measured; the end of this page says why.");
    }

    private static String name(final Area area) {
        return switch (area) {
            case PRIVACY -> "Privacy";
            case MODEL_PRIVACY -> "Model file";
            case FIDELITY -> "Likeness";
            case VALIDITY -> "Validity";
            case USEFULNESS -> "Usefulness";
        };
    }

    private static String link(final Area area) {
        return switch (area) {
            case PRIVACY, MODEL_PRIVACY -> "privacy";
            case FIDELITY, VALIDITY -> "likeness";
            case USEFULNESS -> "usefulness";
        };
    }

    /** What was measured, in a list. */
    List<String> measured() {
        final List<String> measured = new ArrayList<>();
        final String bound = Numbers.count(evaluation.rows().bound());
        measured.add(("At most %s rows of each table were looked at; where there were more, as many were "
                        + "drawn by chance.")
                .formatted(bound));
        if (evaluation.copies() != null) {
            measured.add(("Copies were looked for among all real rows that were looked at, near copies for %s "
                            + "of the synthetic rows.")
                    .formatted(Numbers.count(evaluation.copies().sampled())));
        }
        evaluation.attacks().stream()
                .findFirst()
                .ifPresent(attack -> measured.add(
                        ("The attacks are those of anonymeter (Giomi et al. 2022), each tried up to %s times "
                                        + "by somebody who has " + "the synthetic rows only.")
                                .formatted(Numbers.count(evaluation.settings().attacks()))));
        if (evaluation.membership() != null) {
            measured.add("Membership inference asks the model's own discriminator, as somebody could who has "
                    + "the model file.");
        }
        return measured;
    }
}
