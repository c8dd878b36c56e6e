// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** All forms of numbers, dates and times. */
public final class Forms {
    /** Longer whole numbers are keys: a double does not keep them. */
    private static final int MAX_WHOLE_DIGITS = 15;

    private static final Set<String> NOT_FINITE =
            Set.of("nan", "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity");

    private Forms() {}

    /** Whether a text is NaN or an infinity as programs write them. */
    public static boolean isNotFinite(final String text) {
        return NOT_FINITE.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** The forms that restore a text, those of each content in the order in which they are preferred. */
    static List<WrittenForm> candidates(final String text) {
        final List<WrittenForm> all = new ArrayList<>(TimeForms.candidates(text));
        if (text.length() <= MAX_WHOLE_DIGITS || !text.chars().allMatch(Character::isDigit)) {
            all.addAll(NumberForms.candidates(text));
        }
        return all;
    }

    /** The forms of one content that restore a text. */
    static List<WrittenForm> candidates(final Content content, final String text) {
        return candidates(text).stream()
                .flatMap(form -> as(form, content).stream())
                .toList();
    }

    /** A form with another content: dates may be points in time, at midnight. Empty where that makes no sense. */
    static Optional<WrittenForm> as(final WrittenForm form, final Content content) {
        if (form.content() == content) {
            return Optional.of(form);
        }
        return form instanceof TimeForm time && form.content() == Content.DATE && content == Content.TIMESTAMP
                ? Optional.of(time.as(content))
                : Optional.empty();
    }

    /** The form that a spec describes; empty where it describes none of this content. */
    static Optional<WrittenForm> of(final Content content, final String spec) {
        final Optional<WrittenForm> form = content == Content.NUMBER ? NumberForms.of(spec) : TimeForms.of(spec);
        return form.flatMap(found -> as(found, content));
    }
}
