// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import static io.nifigan.form.NumberSpecs.form;
import static io.nifigan.form.NumberSpecs.specs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which forms a number in a text may have, and which specs are none. */
class NumberCandidatesTest {
    /** The likeliest form of a text, the number that it reads, and what it writes for another number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "12; 0; 12; -7.5; -8",
                "-12; 0; -12; 1E20; 100000000000000000000",
                "10.20; 0.00; 10.2; -1234.565; -1234.56",
                "0.5; 0.0; .5; 0.04; 0.0",
                "$1,203.44; \"$\"#,##0.00; 1203.44; -7618.6449; -$7,618.64",
                "-$5.00; \"$\"0.00; -5; 5; $5.00",
                "$-5.00; \"$\"-0.00; -5; 5; $5.00",
                "($1,203.44); (\"$\"#,##0.00); -1203.44; 99; $99.00",
                "$(5.00); \"$\"(0.00); -5; 5; $5.00",
                "(5.3%); (0.0\"%\"); -5.3; 5.25; 5.2%",
                "(5.3)%; (0.0)\"%\"; -5.3; 5.35; 5.4%",
                "(2.91); (0.00); -2.91; 2.91; 2.91",
                "5.00-; 0.00-; -5; 5; 5.00",
                "5.00- €; 0.00-\" €\"; -5; 5; 5.00 €",
                "£51.99; \"£\"0.00; 51.99; 0; £0.00",
                "51.99 USD; 0.00\" USD\"; 51.99; -1; -1.00 USD",
                "CHF 1'203.50; \"CHF \"#'##0.00; 1203.5; 1234567.125; CHF 1'234'567.12",
                "CHF 1’203.50; \"CHF \"#’##0.00; 1203.5; 12; CHF 12.00",
                "US$ 1,000; \"US$ \"#,##0; 1000; 999; US$ 999",
                "R$ 1.203,44; \"R$ \"#.##0,00; 1203.44; 1; R$ 1,00",
                "Rs. 12,34,567; \"Rs. \"#,##,##0; 1234567; 123456789; Rs. 12,34,56,789",
                "kr 12,50; \"kr \"0,00; 12.5; 1; kr 1,00",
                "12.50 zł; 0.00\" zł\"; 12.5; 1; 1.00 zł",
                "1.203,44 €; #.##0,00\" €\"; 1203.44; 3712.57; 3.712,57 €",
                "1 203,44; # ##0,00; 1203.44; 12; 12,00",
                "1\u00a0203,44 €; #\u00a0##0,00\" €\"; 1203.44; 1E6; 1\u00a0000\u00a0000,00 €",
                "1\u202f203,44\u00a0€; #\u202f##0,00\"\u00a0€\"; 1203.44; 1; 1,00\u00a0€",
                "12,34,567.89; #,##,##0.00; 1234567.89; 12345.678; 12,345.68",
                "1_000_000; #_##0; 1E6; 1000; 1_000",
                "45.3%; 0.0\"%\"; 45.3; -0.04; 0.0%",
                "45,3 %; 0,0\" %\"; 45.3; 12; 12,0 %",
                "3‰; 0\"‰\"; 3; 4; 4‰",
                "71 kg; 0\" kg\"; 71; 12.5; 12 kg",
                "30 m2; 0\" m2\"; 30; 12.5; 12 m2",
                "30.5 kg/m^2; 0.0\" kg/m^2\"; 30.5; 12.5; 12.5 kg/m^2",
                "9.81m/s2; 0.00\"m/s2\"; 9.81; 12.5; 12.50m/s2",
                "281px; 0\"px\"; 281; 13.5; 14px",
                "-2.9°C; 0.0\"°C\"; -2.9; 17.5; 17.5°C",
                "−2.9°C; −0.0\"°C\"; -2.9; -17.5; −17.5°C",
                "–2,9 °C; –0,0\" °C\"; -2.9; -17.5; –17,5 °C",
                "ca. 5; \"ca. \"0; 5; 6; ca. 6",
                "over 1,000; \"over \"#,##0; 1000; 6; over 6",
                "1\u2009234.5; #\u2009##0.0; 1234.5; 6; 6.0",
                "6' ; 0\"'\"; 6; 5; 5'",
                "6\"; 0\"\"\"\"; 6; 5; 5\"",
                "52.0k; 0.0*1000\"k\"; 52000; 281440; 281.4k",
                "1.2M; 0.0*1000000\"M\"; 1200000; 5E8; 500.0M",
                "$1.2bn; \"$\"0.0*1000000000\"bn\"; 1.2E9; 5E8; $0.5bn",
                "3.4 M€; 0.0*1000000\" M€\"; 3.4E6; 1E6; 1.0 M€",
                "1.3 KiB; 0.0*1024\" KiB\"; 1331.2; 2048; 2.0 KiB",
                "512 B; 0\" B\"; 512; 1; 1 B",
                "1.2B; 0.0*1000000000\"B\"; 1.2E9; 1E9; 1.0B",
                "$3.5m; \"$\"0.0*1000000\"m\"; 3.5E6; 1E6; $1.0m",
                "3.5 m; 0.0\" m\"; 3.5; 1; 1.0 m",
                "5.199e+01; 0.000e+00; 51.99; 0.00012; 1.200e-04",
                "1.49E+12; 0.00E+00; 1.49E12; -9.999E5; -1.00E+06",
                "2.110e-08; 0.000e+00; 2.11E-8; 0; 0.000e+00",
                "1.7976931348623157E308; 0.0000000000000000E0; 1.7976931348623157E308; 1; 1.0000000000000000E0",
                "1e2; 0e0; 100; 2500; 2e3",
                "1.5e-012; 0.0e+000; 1.5E-12; 10; 1.0e+001",
                "13.1E0; 0.0\"E0\"; 13.1; 0.5; 0.5E0",
                "-0.5e+00; 0.0\"e+00\"; -0.5; 120; 120.0e+00",
                "12E0; 0\"E0\"; 12; 7; 7E0",
                "+2.91; +0.00; 2.91; -2; -2.00",
                "-0.00; ±0.00; -0.0; -0.001; -0.00",
                "(0.00); (±0.00); -0.0; 0; 0.00",
                "($0); (±\"$\"0); -0.0; -0.2; ($0)",
                ".85; #.00; .85; -0.5; -.50",
                "-.85; #.00; -.85; 112.98; 112.98",
                "005.2; 000.0; 5.2; 1234; 1234.0",
                "028.1; 000.0; 28.1; -0.5; -000.5",
                "<0.01; \"<\"0.00; .01; 1; <1.00",
                ">= 5; \">= \"0; 5; 6; >= 6",
                "≈ 3.5; \"≈ \"0.0; 3.5; 1; ≈ 1.0",
                "±0.5; \"±\"0.0; .5; 1; ±1.0",
                "1,234; #,##0; 1234; 12; 12",
                "1.234; 0.000; 1.234; 12; 12.000",
                "1,234.50; #,##0.00; 1234.5; 281.4; 281.40",
                "1234567,125; 0,000; 1234567.125; 1; 1,000",
                "12,5; 0,0; 12.5; 1; 1,0",
            })
    void theLikeliestFormReadsAndWrites(
            final String text, final String spec, final double value, final double other, final String written) {
        final WrittenForm first = NumberForms.candidates(text).getFirst();
        assertEquals(spec, first.spec());
        final WrittenForm form = form(spec);
        assertEquals(form, first);
        assertEquals(Content.NUMBER, form.content());
        assertEquals(value, form.read(text));
        assertEquals(text, form.write(value));
        assertTrue(form.restores(text));
        assertEquals(written, form.write(other));
    }

    @Test
    void laterCandidatesAreLessSpecific() {
        assertEquals(List.of("0"), specs("281"));
        assertEquals(List.of("±0.0", "+±0.0", "±0.0#", "+±0.0#"), specs("-0.0"));
        assertEquals(List.of("0.00", "0.#"), specs("10.25"));
        assertEquals(List.of("0.00", "0.00#"), specs("10.20"));
        assertEquals(List.of("0.0", "0.0#"), specs("52.0"));
        assertEquals(List.of("#,##0", "0,000", "0,#"), specs("1,234"));
        assertEquals(List.of("0.000", "0.#", "#.##0"), specs("1.234"));
        assertEquals(List.of("0,000", "0,#"), specs("0,234"));
        assertEquals(List.of("#,##0", "##,##0"), specs("1,234,567"));
        assertEquals(List.of("#,##0.0", "##,##0.0", "#,##0.#", "##,##0.#"), sorted("12,345.6"));
        for (final String text : List.of("1,234", "1.234", "10.25", "52.0", "1.5e-07", "12,345.6", "45.3%")) {
            final List<WrittenForm> forms = NumberForms.candidates(text);
            for (int i = 1; i < forms.size(); i++) {
                assertTrue(NumberForms.rank(forms.getFirst()) <= NumberForms.rank(forms.get(i)), text + forms);
            }
        }
    }

    private static List<String> sorted(final String text) {
        return NumberForms.candidates(text).stream()
                .sorted((a, b) -> Integer.compare(NumberForms.rank(a), NumberForms.rank(b)))
                .map(WrittenForm::spec)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "-",
                ".",
                "N/A",
                "00501",
                "007",
                "-007",
                "01519139495",
                "04512986",
                "ID-12",
                "A12",
                "X5",
                "0x1F",
                "#3bb99e",
                "3bb99e",
                "1.2.3",
                "1.2.3.4",
                "192.168.0.1",
                "555-1234",
                "+49 30 123456",
                "+4915112345678",
                "+49 123 456 789",
                "(555) 123-4567",
                "2023-10-09",
                "09/10/2023",
                "9.10.2023",
                "12 13",
                "1, 2",
                "1;2",
                "1/2",
                "1,23,4",
                "1,2345.5",
                "12,34.5",
                "1'23",
                "0,123,456",
                "1.234,567.8",
                "1,234.567.8",
                "12345678901234567890",
                "1e9999",
                "e5",
                "1.5e1e2",
                "12 measured twice",
                "--1",
                "+-1",
                "(-1)",
                "((1))",
                "(1",
                "4711 0815",
                "1.5 × 10",
                "thirty",
                "v2",
                "No. 5",
                "over5",
                "5 \ud83d",
                "5 kg 3 g",
                "1e5kg",
                "3x2",
                "5 kg2",
                "\u0661\u0662"
            })
    void noForms(final String text) {
        assertEquals(List.of(), specs(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "'$'0",
                "\"$\"",
                "\"$0.00",
                "0.00\"",
                "0.00\" kg \"",
                "0\"k\"*1000",
                "0*7\"k\"",
                "0*0",
                "0*1",
                "0*",
                "0*99999999999999999999",
                "\"ID-\"0",
                "\" $\"0",
                "\"A1\"0",
                "0\"123\"",
                "0\"a long, long suffix\"",
                "0\"\n\"",
                "-0",
                "+-0",
                "0+",
                "(0",
                "0)",
                "((0))",
                "(-0)",
                "00",
                "#",
                "#.",
                "0.",
                "0..0",
                "0.0.0",
                "0.#0",
                "0.##",
                "0.?0",
                "0.?#",
                "#,##",
                "#,##0,00",
                "#,##,0",
                "##,##,##0",
                "0,##0",
                "#;##0",
                "000,000.0",
                "0e",
                "0e0000",
                "0x0",
                "#.0e0",
                "00.0e0",
                "0.?e0",
                "#,##0e0",
                "0.000000000000000000000000000000000000000000",
                "yyyy-MM-dd",
                "00000000000000000000000000000000000000000000000.0",
                "0|0",
                "0|0e0",
                "0|0e0|a..b",
                "0|0e0|5..5",
                "0|0e0|9..-9",
                "0|0e0|-99..99",
                "0e0|0e0|-1..9",
                "0|0|-1..9",
                "0|0e0|-1..9|",
                "0|0e0|-1...9",
                "0|0e0|-01..9",
                "0|0e0|-1..9|0",
                "0|0e0|-1..9|17",
                "0|0e0|-1..9|99",
                "0|0e0|shorter|",
                "0|0e0|longer"
            })
    void refusesOtherSpecs(final String spec) {
        assertTrue(NumberForms.of(spec).isEmpty(), spec);
    }

    @Test
    void refusesLongSpecs() {
        assertTrue(NumberForms.of("0".repeat(201)).isEmpty());
        assertTrue(NumberForms.of("\"".repeat(100_000)).isEmpty());
        assertTrue(NumberForms.of("(".repeat(200)).isEmpty());
    }
}
