// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which forms of numbers and durations a text may have, and the forms that a model file describes. */
public final class NumberForms {
    private static final int MAGNITUDE_RANK = 70;
    private static final int DURATION_RANK = 80;

    private NumberForms() {}

    /**
     * All forms of numbers and durations that restore a text, without the blanks around it. The likelier come first: a
     * fixed number of decimals, then as many as needed; "1,234" with groups, then with decimals, but "1.234" with
     * decimals, then with groups. Codes with leading zeros, versions, addresses and phone numbers have none.
     */
    public static List<WrittenForm> candidates(final String text) {
        final String stripped = text.strip();
        final List<WrittenForm> all = new ArrayList<>(NumberScanner.candidates(stripped));
        all.addAll(DurationForms.candidates(stripped));
        return all;
    }

    /**
     * The form that a spec describes; empty where it describes none, or not as {@link WrittenForm#spec()} writes it.
     */
    public static Optional<WrittenForm> of(final String spec) {
        if (spec.length() > WrittenForm.MAX_SPEC) {
            return Optional.empty();
        }
        if (spec.startsWith(DurationForms.MARK)) {
            return DurationForms.of(spec);
        }
        return spec.indexOf('|') < 0
                ? NumberSpec.read(spec).map(NumberForm::new)
                : MagnitudeForm.of(spec).map(WrittenForm.class::cast);
    }

    /**
     * The place of a form among those that restore equally many texts of a column: of two, the one with the lower rank
     * says more about them. Fixed decimals come before free ones, these before filled digits, exponents and forms that
     * change with the magnitude; groups signed by a comma come before decimals signed by one, and the other way round
     * with points. Forms that are neither numbers nor durations come last.
     */
    public static int rank(final WrittenForm form) {
        return switch (form) {
            case NumberForm number -> number.rank();
            case MagnitudeForm magnitude -> MAGNITUDE_RANK;
            case DurationForm duration -> DURATION_RANK + duration.rank();
            default -> Integer.MAX_VALUE;
        };
    }
}
