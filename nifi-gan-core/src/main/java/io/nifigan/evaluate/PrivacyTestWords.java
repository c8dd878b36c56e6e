// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.similarity.Texts;

/** What the privacy tests do, in words. */
final class PrivacyTestWords {
    private PrivacyTestWords() {}

    /** Success on training rows and on the rows that are compared with them. */
    static String rates(final PrivacyTest test) {
        final boolean copies =
                test.kind() == PrivacyTest.Kind.EXACT_COPIES || test.kind() == PrivacyTest.Kind.NEAR_COPIES;
        return "%s of %d %s, %s of %d %s"
                .formatted(
                        Verdicts.percent(test.rate()),
                        test.trials(),
                        copies ? "synthetic rows" : "training rows",
                        Verdicts.percent(test.otherRate()),
                        test.otherTrials(),
                        copies ? "pairs of real rows" : "held-out rows");
    }

    /** The attack, with the column that is attacked. */
    static String of(final PrivacyTest test) {
        return switch (test.kind()) {
            case EXACT_COPIES -> "exact copies of training rows that are unlike all others";
            case NEAR_COPIES -> "near copies of training rows that are unlike all others";
            case MEMBERSHIP_CERTAIN -> "telling which rows were learnt, one row in a hundred";
            case MEMBERSHIP_LIKELY -> "telling which rows were learnt, one row in ten";
            case MEMBERSHIP -> "telling which rows were learnt, every second row";
            case MEMBERSHIP_LEARNT -> "telling which rows were learnt, after learning it of others";
            case SINGLE_VALUE ->
                "finding a value of '%s' that a single real row has".formatted(Texts.brief(test.column()));
            case COMBINATION -> "singling out a row by several values";
            case LINKABILITY -> "linking two tables about the same person";
            case ATTRIBUTE_INFERENCE -> "inferring '%s' of a person".formatted(Texts.brief(test.column()));
        };
    }
}
