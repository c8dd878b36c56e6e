// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The forms in which the values of one column are written, and the words among them. Immutable; {@link FormFinder}
 * finds it in a column's texts.
 */
public final class FormMixture {
    private static final int MAX_CACHED = 10_000;
    private static final Map<String, WrittenForm> CACHE = new ConcurrentHashMap<>();

    private final Content content;
    private final List<WrittenForm> forms;

    /**
     * @param content what the texts mean
     * @param forms the forms of values, the most common first, then the words
     */
    FormMixture(final Content content, final List<WrittenForm> forms) {
        this.content = content;
        this.forms = List.copyOf(forms);
        if (forms.isEmpty() || isWord(forms.getFirst())) {
            throw new IllegalArgumentException("A column has no form in which values are written");
        }
    }

    /**
     * The mixture that specs describe.
     *
     * @throws IllegalArgumentException where a spec is none
     */
    public static FormMixture of(final Content content, final List<String> specs) {
        return new FormMixture(
                content, specs.stream().map(spec -> form(content, spec)).toList());
    }

    /**
     * The form that a spec describes.
     *
     * @throws IllegalArgumentException where it describes none for this content
     */
    public static WrittenForm form(final Content content, final String spec) {
        final String key = content + spec;
        final WrittenForm known = CACHE.get(key);
        if (known != null) {
            return known;
        }
        if (spec.length() > WrittenForm.MAX_SPEC) {
            throw new IllegalArgumentException("'%.40s…' is too long for a form".formatted(spec));
        }
        final WrittenForm form = spec.startsWith(Word.MARK)
                ? new Word(content, spec.substring(Word.MARK.length()))
                : Forms.of(content, spec)
                        .orElseThrow(() ->
                                new IllegalArgumentException("'%.100s' is no form of a %s".formatted(spec, content)));
        if (CACHE.size() < MAX_CACHED) {
            CACHE.put(key, form);
        }
        return form;
    }

    /** Whether a spec describes a form of values of this content. */
    public static boolean isForm(final Content content, final String spec) {
        try {
            return !isWord(form(content, spec));
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }

    /** The spec of a word. */
    public static String wordSpec(final String word) {
        return Word.MARK + word;
    }

    /** Whether a form is a word, which has no value. */
    public static boolean isWord(final WrittenForm form) {
        return form instanceof Word;
    }

    /** What the texts mean. */
    public Content content() {
        return content;
    }

    /** The forms of values, the most common first, then the words. */
    public List<WrittenForm> forms() {
        return forms;
    }

    /** The specs of the forms, in the same order. */
    public List<String> specs() {
        return forms.stream().map(WrittenForm::spec).toList();
    }

    /** The specs of the words. */
    public List<String> wordSpecs() {
        return forms.stream().filter(FormMixture::isWord).map(WrittenForm::spec).toList();
    }

    /** The words among the values. */
    public List<String> words() {
        return forms.stream()
                .filter(FormMixture::isWord)
                .map(form -> ((Word) form).text())
                .toList();
    }

    /** Whether all values are written in one form, so that nothing has to be learnt about forms. */
    public boolean isOneForm() {
        return forms.size() == 1;
    }

    /**
     * What a text means.
     *
     * @param form the index of its form, -1 where it is in none: then the value is NaN too
     * @param value the value, NaN for a word
     */
    public record Reading(int form, double value) {
        private static final Reading NONE = new Reading(-1, Double.NaN);
    }

    /**
     * Reads a text: by the form that restores it, else by one that reads it, else by any form of this content that the
     * text suggests. In the last case it counts as written in the most common form.
     */
    public Reading read(final String text) {
        if (isOneForm()) {
            final double value = forms.getFirst().read(text);
            if (!Double.isNaN(value)) {
                return new Reading(0, value);
            }
        }
        for (int i = 0; i < forms.size(); i++) {
            if (forms.get(i).restores(text)) {
                return new Reading(i, forms.get(i).read(text));
            }
        }
        final List<WrittenForm> readers = new ArrayList<>(forms);
        readers.addAll(Forms.candidates(content, text.strip()));
        for (int i = 0; i < readers.size(); i++) {
            final double value = readers.get(i).read(text);
            if (!Double.isNaN(value)) {
                return new Reading(i < forms.size() ? i : 0, value);
            }
        }
        return Reading.NONE;
    }
}
