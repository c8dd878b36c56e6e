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

    VerdictWords(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    private Optional<Grade> grade(final Area area) {
        return evaluation.verdict(area).map(Verdict::grade);
    }

    /** Two halves: how like the rows are, and what they give away. */
    String headline() {
        final String like = grade(Area.FIDELITY).map(grade -> switch (grade) {
            case GOOD -> "These rows resemble the real ones closely";
            case FAIR -> "These rows resemble the real ones in most respects";
            case POOR -> "These rows differ from the real ones";
        }).orElse("How alike these rows are was not measured");
        final Optional<Grade> privacy = grade(Area.PRIVACY);
        if (privacy.isEmpty()) {
            return like + "; what they give away was not measured.";
        }
        return switch (privacy.get()) {
            case GOOD -> like + ", and no test here found single real rows in them.".replace(", and",
                    grade(Area.FIDELITY).equals(Optional.of(Grade.POOR)) ? "; still," : ", and");
            case FAIR -> like + ", but some tests found traces of single real rows.";
            case POOR -> like + ", and they give single real rows away.";
        };
    }

    String lead() {
        final Optional<Grade> privacy = grade(Area.PRIVACY);
        if (privacy.isEmpty()) {
            return "Do not take these rows for safe to share: nothing about that was measured.";
        }
        return switch (privacy.get()) {
            case GOOD -> "That is what was measured, on the rows and with the attacks named below. It is evidence, not a guarantee: other attacks may find more.";
            case FAIR -> "Read the part on privacy before anybody else gets them.";
            case POOR -> "Do not share them. Read the part on privacy, and train again: on more rows, for a shorter time, or with rows held out.";
        };
    }

    List<Page.Card> cards() {
        final List<Page.Card> cards = new ArrayList<>();
        for (final Area area : List.of(Area.PRIVACY, Area.FIDELITY, Area.VALIDITY, Area.USEFULNESS)) {
            cards.add(evaluation.verdict(area).map(verdict -> new Page.Card(name(area), Tone.of(verdict.grade()), verdict.sentence(), verdict.basis(), link(area)))
                    .orElseGet(() -> new Page.Card(name(area), Tone.UNKNOWN, missing(area), List.of(), link(area))));
        }
        return cards;
    }

    private String missing(final Area area) {
        final String part = area.name().toLowerCase(Locale.ROOT);
        return evaluation.reason(part).orElse("Nothing of this was measured; the end of this page says why.");
    }

    private static String name(final Area area) {
        return switch (area) {
            case PRIVACY -> "Privacy";
            case FIDELITY -> "Likeness";
            case VALIDITY -> "Validity";
            case USEFULNESS -> "Usefulness";
        };
    }

    private static String link(final Area area) {
        return switch (area) {
            case PRIVACY -> "privacy";
            case FIDELITY, VALIDITY -> "likeness";
            case USEFULNESS -> "usefulness";
        };
    }

    /** What was measured, in a list. */
    List<String> measured() {
        final List<String> measured = new ArrayList<>();
        final String bound = Numbers.count(evaluation.rows().bound());
        measured.add("At most %s rows of each table were looked at; where there were more, as many were drawn by chance.".formatted(bound));
        if (evaluation.copies() != null) {
            measured.add("Copies were looked for among all real rows that were looked at, near copies for %s of the synthetic rows.".formatted(Numbers.count(evaluation.copies().sampled())));
        }
        evaluation.attacks().stream().findFirst().ifPresent(attack -> measured.add(("The attacks are those of anonymeter (Giomi et al. 2022), each tried up to %s times by somebody who has "
                + "the synthetic rows only.").formatted(Numbers.count(evaluation.settings().attacks()))));
        if (evaluation.membership() != null) {
            measured.add("Membership inference asks the model's own discriminator, as somebody could who has the model file.");
        }
        return measured;
    }
}
