// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import static io.nifigan.form.NumberSpecs.form;
import static io.nifigan.form.NumberSpecs.specs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a form of numbers reads and writes. */
class NumberFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "0.#",
                "0.0#",
                "#.00",
                "#.#",
                "000.0",
                "#,##0",
                "##,##0.00",
                "#,##,##0.00",
                "#.##0,00",
                "#.###,00",
                "+0.00",
                "−0.0",
                "+−0.0",
                "±0.00",
                "+±0.00",
                "(±0.00)",
                "\"$\"(±0.00)",
                "\"$\"+±0.00",
                "±−0.0",
                "(0.00)",
                "(\"$\"#,##0.00)",
                "\"$\"(0.00)\" x\"",
                "\"$\"-0.00",
                "\"$\"+0.00",
                "\"$\"−0.00",
                "\"$\"±0.00",
                "+±0.00",
                "(±0.00)",
                "\"$\"(±0.00)",
                "\"$\"+±0.00",
                "0.00-",
                "0.00−",
                "0.00-\" €\"",
                "0.0*1000\"k\"",
                "0.#*1024\" KiB\"",
                "0*100000\" lakh\"",
                "0.000e+00",
                "0.#E0",
                "0.0#E0",
                "0,00e+00",
                "0.#|0.#e+00|-4..16",
                "0.0#|0.0#E0|-3..7",
                "\"<\"0.00",
                "\"<= CHF \"0.00",
                "0\"\"\"\"",
                "0\"it\"\"s\""
            })
    void writtenNumbersAreReadAndWrittenAlike(final String spec) {
        final WrittenForm form = form(spec);
        final Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            final double size = Math.pow(10, random.nextInt(-12, 16)) * random.nextDouble();
            final double value = i == 0 ? 0 : i == 1 ? -0.0 : random.nextBoolean() ? size : -size;
            final String text = form.write(value);
            final double read = form.read(text);
            assertFalse(Double.isNaN(read), text);
            assertEquals(text, form.write(read));
            if (spec.contains("#\"") || spec.endsWith("#") || spec.contains("|")) {
                assertEquals(value, read, Math.ulp(value));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0.00", "0.#", "#,##0.0#", "0.0e+00", "0.0*1000\"k\"", "0.??????", "0.0#|0.0#E0|-3..7"})
    void writesAnyFiniteNumber(final String spec) {
        final WrittenForm form = form(spec);
        for (final double value :
                new double[] {0, -0.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0x1p53, -1e-9, 999.9999
                }) {
            final String text = form.write(value);
            assertFalse(text.isEmpty());
            assertFalse(Double.isNaN(form.read(text)), text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "219131.601037457164324175; 0.??????????????????",
                "1333668809727144549.275490575380168211; 0.??????????????????",
                "-82794.651045073287059782; 0.??????????????????",
                "1,333,668,809,727,144,549.27; #,##0.??",
                "219131,601037457164324175 €; 0,??????????????????\" €\"",
            })
    void digitsThatDoublesDoNotHoldAreFilled(final String text, final String spec) {
        assertTrue(specs(text).contains(spec), specs(text).toString());
        final WrittenForm form = form(spec);
        final double value = form.read(text);
        final String written = form.write(value);
        assertTrue(form.restores(text));
        assertNotEquals(text, written);
        assertEquals(written, form.write(value));
        assertEquals(text.length(), written.length());
        assertEquals(value, form.read(written));
        assertFalse(form.restores(text + '0'));
    }

    @Test
    void filledDigitsAreReadAsTheSameNumber() {
        final WrittenForm form = form("0.??????????????????");
        final Random random = new Random(11);
        int zeros = 0;
        for (int i = 0; i < 20_000; i++) {
            final double value = (1 + random.nextDouble()) * Math.pow(10, random.nextInt(-1, 15));
            final String text = form.write(value);
            assertEquals(value, form.read(text));
            assertTrue(form.restores(text));
            zeros += text.endsWith("00") ? 1 : 0;
        }
        assertTrue(zeros < 600, zeros + " of 20,000 texts end in 00");
        for (int power = -10; power < 50; power++) {
            assertEquals(Math.scalb(1, power), form.read(form.write(Math.scalb(1, power))));
        }
    }

    @Test
    void zerosAreNotFilled() {
        assertEquals("0.000000000000000000", specs("0.100000000000000000").getFirst());
        assertEquals("0.100000000000000000", form("0.000000000000000000").write(.1));
    }

    @Test
    void doublesAsProgramsPrintThem() {
        final WrittenForm java = form("0.0#|0.0#E0|-3..7");
        final WrittenForm python = form("0.0#|0.#e+00|-4..16");
        final Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            final double value = Double.longBitsToDouble(random.nextLong());
            final double middling = random.nextGaussian() * Math.pow(10, random.nextInt(-8, 20));
            if (Double.isFinite(value)) {
                assertEquals(Double.toString(value), java.write(value));
                assertEquals(value, python.read(python.write(value)));
            }
            assertEquals(Double.toString(middling), java.write(middling));
            assertTrue(java.restores(Double.toString(middling)));
        }
        assertEquals("4298325337.242703", python.write(4298325337.242703));
        assertEquals("-2.789424066816871e-10", python.write(-2.789424066816871e-10));
        assertEquals("1e-05", python.write(1e-5));
        assertEquals("0.0001", python.write(1e-4));
        assertEquals("1e+16", python.write(1e16));
        assertEquals("1000000000000000.0", python.write(1e15));
        assertTrue(specs("8.197188997210223e-84").contains(python.spec()));
        assertTrue(specs("1.0E7").contains(java.spec()));
        assertTrue(specs("1e+21").contains("0.#|0.#e+0|-6..21"));
        assertTrue(python.restores("134060.39658772582"));
        final WrittenForm r = form("0.#|0.#e+00|shorter|15");
        assertTrue(specs("1e+05").contains(r.spec()));
        for (final String text : List.of("1e+05", "123456", "1e-04", "0.00012", "1.2e-05", "-1e+05", "0", "3.5")) {
            assertTrue(r.restores(text), text);
        }
        assertFalse(r.restores("100000"));
        assertEquals("0.333333333333333", r.write(1 / 3.));
        final WrittenForm c = form("0.#|0.#e+00|-4..6|6");
        assertTrue(specs("1.23457e+08").contains(c.spec()));
        assertEquals("0.333333", c.write(1 / 3.));
        assertEquals("1e+06", c.write(999_999.6));
        assertEquals("999999", c.write(999_999.4));
        assertEquals("-1.79769e+308", c.write(-Double.MAX_VALUE));
        assertTrue(specs("1.5E-05").contains("0.#|0.#E+00|-4..15"));
    }

    @Test
    void readsMoreThanItWrites() {
        final WrittenForm form = form("\"$\"#,##0.00");
        assertEquals(1234, form.read("$1234"));
        assertEquals(1234.567, form.read(" $1,234.567 "));
        assertFalse(form.restores("$1234"));
        for (final String text :
                List.of("1,234.00", "$1.234,00", "$12,34.00", "$ 5.00", "$5.00 ?", "($5.00)", "$0x5", "$")) {
            assertTrue(Double.isNaN(form.read(text)), text);
        }
        assertTrue(Double.isNaN(form("0.00").read("007.50")));
        assertTrue(Double.isNaN(form("0.00").read("1e5")));
        assertTrue(Double.isNaN(form("0.00e+00").read("1.50")));
        assertTrue(Double.isNaN(form("0.0e0").read("1e999")));
        assertTrue(Double.isNaN(form("0").read("9".repeat(600))));
    }
}
