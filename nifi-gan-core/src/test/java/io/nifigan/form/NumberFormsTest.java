// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests with random texts and specs. */
class NumberFormsTest {
    private static final List<String> PIECES = List.of(
            "0",
            "1",
            "12",
            "007",
            "345",
            "59",
            "00",
            "6789",
            "123456789",
            ".",
            ",",
            "'",
            " ",
            "\u00a0",
            "-",
            "+",
            "\u2212",
            "(",
            ")",
            "$",
            "€",
            "USD",
            "CHF ",
            "%",
            " kg",
            "k",
            "M",
            "e",
            "E+",
            "e-0",
            ":",
            ":00",
            "P",
            "T",
            "H",
            "D",
            "S",
            "h ",
            "m",
            "s",
            " day, ",
            " days ",
            "\u00b1",
            "<",
            "\"",
            "\ud83d",
            "\u0663",
            "\n",
            "x",
            "?",
            "#",
            "*");
    private static final List<String> SPECS = List.of(
            "(\"$\"#,##0.00)",
            "+±0.0#",
            "\"CHF \"-#'##0,00",
            "0.000e+00",
            "0.#|0.#E+00|-4..16",
            "0.0*1000\"k\"",
            "0.????",
            "duration [d\" day(s), \"]h:mm:ss.000?",
            "duration PnDTnHn.#S",
            "duration n\"h\" 00n\"m\"",
            "duration [m]:ss");

    private static String text(final Random random) {
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @Test
    void everyCandidateRestoresTheTextAndIsDescribedByItsSpec() {
        final Random random = new Random(1);
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            final String text = text(random);
            final List<WrittenForm> forms = NumberForms.candidates(text);
            for (final WrittenForm form : forms) {
                found++;
                assertTrue(form.restores(text.strip()), () -> form + " of " + text);
                assertEquals(Optional.of(form), NumberForms.of(form.spec()), text);
            }
            assertEquals(forms.size(), forms.stream().distinct().count(), () -> forms + " of " + text);
        }
        assertTrue(found > 10_000, found + " candidates");
    }

    @Test
    void aFormThatIsReadWritesAnyNumberOrIsRefused() {
        final Random random = new Random(2);
        final double[] values = {0, -0.0, 1, -1234.5, 5e-324, Double.MAX_VALUE, -1e15, 59.9999};
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            final StringBuilder spec = new StringBuilder(SPECS.get(random.nextInt(SPECS.size())));
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                final int at = random.nextInt(spec.length());
                if (random.nextBoolean()) {
                    spec.deleteCharAt(at);
                } else {
                    spec.insert(at, spec.charAt(random.nextInt(spec.length())));
                }
            }
            final Optional<WrittenForm> form = NumberForms.of(spec.toString());
            if (form.isPresent()) {
                read++;
                assertEquals(spec.toString(), form.get().spec());
                for (final double value : values) {
                    assertFalse(form.get().write(value).isEmpty());
                }
            }
        }
        assertTrue(read > 1_000, read + " specs");
    }

    @Test
    void noTextIsReadInVain() {
        final List<WrittenForm> forms = new ArrayList<>();
        SPECS.forEach(spec -> forms.add(NumberForms.of(spec).orElseThrow()));
        final Random random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            final String text = text(random);
            for (final WrittenForm form : forms) {
                final double value = form.read(text);
                assertFalse(Double.isInfinite(value), text);
                if (!Double.isNaN(value)) {
                    assertFalse(form.write(value).isEmpty(), text);
                }
            }
        }
    }

    @Test
    void ranksPutNumbersBeforeDurationsAndOthersLast() {
        final WrittenForm plain = NumberForms.of("0.00").orElseThrow();
        final WrittenForm free = NumberForms.of("0.#").orElseThrow();
        final WrittenForm exponent = NumberForms.of("0.#E0").orElseThrow();
        final WrittenForm magnitude = NumberForms.of("0.0#|0.0#E0|-3..7").orElseThrow();
        final WrittenForm duration = NumberForms.of("duration [h]:mm").orElseThrow();
        assertTrue(NumberForms.rank(plain) < NumberForms.rank(free));
        assertTrue(NumberForms.rank(free) < NumberForms.rank(exponent));
        assertTrue(NumberForms.rank(exponent) < NumberForms.rank(magnitude));
        assertTrue(NumberForms.rank(magnitude) < NumberForms.rank(duration));
    }
}
