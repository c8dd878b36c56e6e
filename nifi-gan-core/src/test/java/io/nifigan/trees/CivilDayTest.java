// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CivilDayTest {
    @Test
    void agreesWithTheCalendarOfTheLibrary() {
        for (LocalDate date = LocalDate.of(1582, 1, 1); date.getYear() < 2402; date = date.plusDays(3)) {
            final long number = date.toEpochDay();
            assertEquals(
                    number,
                    CivilDay.number(date.getYear(), date.getMonthValue(), date.getDayOfMonth()),
                    date.toString());
        }
    }

    @Test
    void knowsWhichDaysDoNotExist() {
        assertTrue(Double.isNaN(CivilDay.number(2023, 2, 29)));
        assertEquals(LocalDate.of(2024, 2, 29).toEpochDay(), CivilDay.number(2024, 2, 29));
        assertTrue(Double.isNaN(CivilDay.number(2024, 4, 31)));
        assertTrue(Double.isNaN(CivilDay.number(2024, 13, 1)));
        assertTrue(Double.isNaN(CivilDay.number(2024, 1, 1.5)));
        assertTrue(Double.isNaN(CivilDay.number(Double.NaN, 1, 1)));
    }
}
