// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "-3.5",
                "1,203.44",
                "1.234,56",
                "1 234 567",
                "12,34,567.00",
                ".5",
                "5.",
                "1.5e-7",
                "(120.00)",
                "120-",
                "+7",
                "0.004",
                "3'400",
                ">100",
                "~5",
                "20230"
            })
    void barePlainNumbersLookLikeNumbers(final String text) {
        assertEquals(Optional.of(""), Lookalikes.aroundNumber(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"€ 12,50", "12,50€", "-€12.50", "€1.203.44"})
    void aUnitIsGivenBack(final String text) {
        assertEquals(Optional.of("€"), Lookalikes.aroundNumber(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 km/h", "12.5 %", "EUR 7", "US$ 1,000", "Rs. 500", "(7 kg)", "3 °C", "5'"})
    void unitsAndCurrenciesMayStandAround(final String text) {
        assertTrue(Lookalikes.aroundNumber(text).isPresent(), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "N/A",
                "007",
                "00123",
                "12345678",
                "2023-10-09",
                "10:30",
                "a/1",
                "555-123-4567",
                "1.2.3.4.5",
                "<=50K and more",
                "AB-1234-5678",
                "INV-17",
                "X7",
                "7-q",
                "Room 12",
                "http://1",
                "Main Street 5",
                "1 2 3 4"
            })
    void codesAndOtherTextsDoNot(final String text) {
        assertEquals(Optional.empty(), Lookalikes.aroundNumber(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-10-09",
                "2023-10-09T04:35:46+01:00",
                "9.10.2023",
                "9. 10. 2023",
                "10/09/23",
                "10/9/2023 4:35 PM",
                "9 Oct 2023",
                "Monday, 9 October 2023",
                "Oct 9, 2023 04:35:46 CEST",
                "9. März 2023",
                "04:35",
                "4:35:46.123",
                "4:35 pm",
                "12 avr. 2021",
                "2023-10-09 04:35:46.123456 UTC",
                "Mar-2021",
                "20231009",
                "20231009T043546Z",
                "20231009043546123",
                "2023-W07-1",
                "PT1H30M",
                "P3D",
                "125:30"
            })
    void daysAndTimesLookLikeDates(final String text) {
        assertTrue(Lookalikes.isDateOrTime(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "N/A",
                "2023",
                "March",
                "123-45-6789",
                "555-123-4567",
                "1.2.3",
                "10.0.0.1",
                "00:1a:2b:3c:4d:5e",
                "12:34:56:78:90:12",
                "99:99",
                "2001:db8::1",
                "40-20-2023",
                "AB-12-2023-X",
                "Marching 12",
                "1/2"
            })
    void codesDoNotLookLikeDates(final String text) {
        assertFalse(Lookalikes.isDateOrTime(text), text);
    }
}
