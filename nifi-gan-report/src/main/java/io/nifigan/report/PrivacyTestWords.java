// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Thresholds;
import java.util.Locale;

/** A privacy test in words. */
final class PrivacyTestWords {
    private static final int MAX_NAME_LENGTH = 24;

    private final PrivacyTest test;

    PrivacyTestWords(final PrivacyTest test) {
        this.test = test;
    }

    private String column() {
        return Numbers.abbreviate(test.column(), MAX_NAME_LENGTH);
    }

    String title() {
        return switch (test.kind()) {
            case EXACT_COPIES -> "Copies of unusual rows";
            case NEAR_COPIES -> "Near copies of unusual rows";
            case MEMBERSHIP_CERTAIN -> "Membership, one row in a hundred";
            case MEMBERSHIP_LIKELY -> "Membership, one row in ten";
            case MEMBERSHIP -> "Membership, every second row";
            case MEMBERSHIP_LEARNT -> "Membership, by learning";
            case SINGLE_VALUE -> "Unique value of “%s”".formatted(column());
            case COMBINATION -> "Singling out, by several columns";
            case LINKABILITY -> "Linkability";
            case ATTRIBUTE_INFERENCE -> "Inferring “%s”".formatted(column());
        };
    }

    String how() {
        return switch (test.kind()) {
            case EXACT_COPIES -> "synthetic rows equal to a training row that is unlike all other real rows";
            case NEAR_COPIES ->
                "the same, with no number more than 1\u00A0% off; real rows among each other are the reference";
            case MEMBERSHIP_CERTAIN, MEMBERSHIP_LIKELY, MEMBERSHIP ->
                "point out the rows that the model learnt, by how close synthetic rows are and how close real ones";
            case MEMBERSHIP_LEARNT -> "the same by an attacker who knows of half of the rows whether they were learnt";
            case SINGLE_VALUE ->
                "find a value that a single real row has among the synthetic rows; the column that shows most";
            case COMBINATION -> "find a combination of values that exactly one real row has";
            case LINKABILITY -> "find the two parts of a split row";
            case ATTRIBUTE_INFERENCE -> "infer this value of a row from its other values; the column that shows most";
        };
    }

    private boolean isOfCopies() {
        return test.kind() == PrivacyTest.Kind.EXACT_COPIES || test.kind() == PrivacyTest.Kind.NEAR_COPIES;
    }

    /** The success rate on training rows; of copies, the share of synthetic rows that copy one. */
    String onTraining() {
        return Numbers.percent(test.rate());
    }

    /** The success rate on held-out rows; null for copies, whose reference is the floor. */
    String onHeldOut() {
        return isOfCopies() ? null : Numbers.percent(test.otherRate());
    }

    /** How often real rows look like copies of each other; null for what is no copy. */
    String floor() {
        return isOfCopies() ? "%s, real rows among each other".formatted(Numbers.percent(test.otherRate())) : null;
    }

    /** The effect with its simultaneous bounds. */
    String difference() {
        return "difference %s (%s to %s, all tests at once)"
                .formatted(Numbers.points(test.effect()), Numbers.points(test.low()), Numbers.points(test.high()));
    }

    String meaning(final Thresholds thresholds) {
        return "%s Bad: %s or more that chance does not explain; %s. Tried with %s %s and %s %s."
                .formatted(
                        switch (test.kind()) {
                            case EXACT_COPIES, NEAR_COPIES -> "Is a person's own row among the synthetic ones?";
                            case MEMBERSHIP_CERTAIN, MEMBERSHIP_LIKELY, MEMBERSHIP, MEMBERSHIP_LEARNT ->
                                "Could an attacker who has the rows say who was in the table?";
                            case SINGLE_VALUE, COMBINATION ->
                                "Could an attacker point out one person in the real table?";
                            case LINKABILITY ->
                                "Could an attacker who has two other tables join them with the help of these rows?";
                            case ATTRIBUTE_INFERENCE -> "Could an attacker who knows a person learn something new?";
                        },
                        Numbers.points(thresholds.smallestEffect(test.kind())),
                        chance(),
                        Numbers.count(test.trials()),
                        isOfCopies() ? "synthetic rows" : "training rows",
                        Numbers.count(test.otherTrials()),
                        isOfCopies() ? "pairs of real rows" : "held-out rows");
    }

    private String chance() {
        return test.chance() > .5
                ? "here it does"
                : "here its probability is "
                        + String.format(Locale.ROOT, test.chance() < .0001 ? "below 0.0001" : "%.4f", test.chance());
    }
}
