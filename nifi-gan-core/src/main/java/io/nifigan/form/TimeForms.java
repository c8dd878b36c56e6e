// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds and makes the forms of dates, times of day and timestamps. */
public final class TimeForms {
    /** Far more than the columns of a table have; what does not fit is compiled anew. */
    private static final int MAX_CACHED = 1_000;

    private static final Map<String, Optional<WrittenForm>> CACHE = new ConcurrentHashMap<>();

    private TimeForms() {}

    /**
     * The forms that restore a text, the commoner first; several where the text alone does not say which field is
     * which. A text in which a field could be filled up with zeros or not gives both.
     */
    public static List<WrittenForm> candidates(final String text) {
        final List<WrittenForm> forms = new ArrayList<>(TimeGuess.candidates(text));
        forms.addAll(EpochForm.candidates(text));
        return forms;
    }

    /**
     * The form of a spec, as {@link WrittenForm#spec} gave it.
     *
     * @return empty where the spec is not one of this class
     */
    public static Optional<WrittenForm> of(final String spec) {
        final Optional<WrittenForm> known = CACHE.get(spec);
        if (known != null) {
            return known;
        }
        final Optional<WrittenForm> form = spec.startsWith("epoch")
                ? EpochForm.of(spec)
                : TimePattern.compile(spec).map(WrittenForm.class::cast);
        if (form.isPresent() && CACHE.size() < MAX_CACHED) {
            CACHE.put(spec, form);
        }
        return form;
    }
}
