// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** Forms of numbers by their specs, and the specs of the forms that a text may have. */
final class NumberSpecs {
    private NumberSpecs() {}

    static WrittenForm form(final String spec) {
        final WrittenForm form = NumberForms.of(spec).orElseThrow(() -> new AssertionError("refused: " + spec));
        assertEquals(spec, form.spec());
        return form;
    }

    static List<String> specs(final String text) {
        return NumberForms.candidates(text).stream().map(WrittenForm::spec).toList();
    }
}
