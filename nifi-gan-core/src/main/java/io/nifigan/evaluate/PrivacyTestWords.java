// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.similarity.Texts;

/** What the privacy tests do, in words. */
final class PrivacyTestWords {
    private PrivacyTestWords() {}

    /** The attack, with the column that is attacked. */
    static String of(final PrivacyTest test) {
        return switch (test.kind()) {
            case EXACT_COPIES -> "synthetic rows equal to a training row unlike all others, against real rows";
            case NEAR_COPIES -> "synthetic rows near a training row unlike all others, against real rows";
            case MEMBERSHIP_CERTAIN -> "the rows most likely learnt (one in a hundred), among training rows";
            case MEMBERSHIP_LIKELY -> "the rows likely learnt (one in ten), among training rows";
            case MEMBERSHIP -> "taking a row for learnt, among training rows";
            case MEMBERSHIP_LEARNT -> "the same by an attacker who knows half of them";
            case SINGLE_VALUE ->
                "finding a value of '%s' that one real row has".formatted(Texts.brief(test.column()));
            case COMBINATION -> "singling out a row by several values";
            case LINKABILITY -> "linking two tables about the same person";
            case ATTRIBUTE_INFERENCE -> "inferring '%s' of a person".formatted(Texts.brief(test.column()));
        };
    }
}
