// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.select.GroupRange;
import io.nifigan.select.RakingModel;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.trees.ColumnBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final GANModel MODEL = TrainedModels.model();

    private static SampleSettings settings(final String... conditions) {
        final List<Condition> all = new ArrayList<>();
        for (int i = 0; i < conditions.length; i += 2) {
            all.add(new Condition(conditions[i], conditions[i + 1]));
        }
        return SampleSettings.of(5).withConditions(all);
    }

    private static Table rows(final int count, final String... conditions) throws SamplingException {
        try (Sampler sampler = new Sampler(MODEL, settings(conditions))) {
            return sampler.next(count);
        }
    }

    private static int index(final String column) {
        return MODEL.columns().stream().map(other -> other.name()).toList().indexOf(column);
    }

    private static List<Object> values(final Table table, final String column) {
        final List<Object> values = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            values.add(table.value(index(column), r));
        }
        return values;
    }

    private static void all(final Table table, final String column, final Predicate<Object> fits) {
        for (final Object value : values(table, column)) {
            assertTrue(fits.test(value), column + " is " + value);
        }
    }

    private static String refusal(final String... conditions) {
        return assertThrows(SamplingException.class, () -> new Sampler(MODEL, settings(conditions)).close())
                .getMessage();
    }

    @Test
    void oneValue() throws SamplingException {
        assertEquals(Set.of("silver"), new HashSet<>(values(rows(300, "tier", "silver"), "tier")));
        assertEquals(Set.of(true), new HashSet<>(values(rows(300, "active", "true"), "active")));
        assertEquals(Set.of(3), new HashSet<>(values(rows(300, "children", "3"), "children")));
    }

    @Test
    void aListOfValuesGivesAllOfThem() throws SamplingException {
        assertEquals(Set.of("gold", "silver"), new HashSet<>(values(rows(300, "tier", "gold, silver"), "tier")));
        assertEquals(Set.of("bronze"), new HashSet<>(values(rows(300, "tier", "not gold, silver"), "tier")));
    }

    @Test
    void aRangeOfWholeNumbersHoldsItsEndsUnlessTheyAreOpen() throws SamplingException {
        assertEquals(Set.of(1, 2, 3), new HashSet<>(values(rows(500, "children", "1..3"), "children")));
        assertEquals(Set.of(2), new HashSet<>(values(rows(100, "children", "(1..3)"), "children")));
        all(rows(300, "visits", "> 500"), "visits", value -> value != null && (int) value > 500);
    }

    @Test
    void aRangeOfDecimals() throws SamplingException {
        final Table table = rows(300, "amount", "[20..40)");
        all(table, "amount", value -> (double) value >= 20 && (double) value < 40);
        assertTrue(new HashSet<>(values(table, "amount")).size() > 250);
    }

    @Test
    void aRangeOfDays() throws SamplingException {
        all(
                rows(300, "joined", "2010-03-01..2012-12-31"),
                "joined",
                value -> value.toString().compareTo("2010-03-01") >= 0
                        && value.toString().compareTo("2012-12-31") <= 0);
        all(
                rows(100, "joined", "< 2003-01-01"),
                "joined",
                value -> value.toString().compareTo("2003-01-01") < 0);
    }

    @Test
    void nullAndNotNull() throws SamplingException {
        all(rows(200, "visits", "null"), "visits", value -> value == null);
        all(rows(500, "visits", "not null"), "visits", value -> value != null);
        final Set<Object> either = new HashSet<>(values(rows(500, "visits", "null, 900.."), "visits"));
        assertTrue(either.contains(null) && either.size() > 1);
        assertTrue(either.stream().allMatch(value -> value == null || (int) value >= 900), either::toString);
    }

    @Test
    void aColumnThatAnotherTellsIsAskedForThroughIt() throws SamplingException {
        final Table table = rows(500, "country", "AT, IT");
        assertEquals(Set.of("AT", "IT"), new HashSet<>(values(table, "country")));
        assertEquals(Set.of("Graz", "Wels", "Turin"), new HashSet<>(values(table, "city")));
        assertEquals(
                Set.of("Graz", "Wels"),
                new HashSet<>(values(rows(300, "country", "AT", "city", "Graz, Wels, Bern"), "city")));
    }

    @Test
    void severalAtOnce() throws SamplingException {
        final Table table = rows(
                200,
                "tier",
                "gold",
                "country",
                "CH",
                "visits",
                "not null",
                "children",
                ">= 2",
                "joined",
                ">= 2005-01-01");
        all(table, "tier", "gold"::equals);
        all(table, "city", value -> Set.of("Bern", "Basel").contains(value));
        all(table, "visits", value -> value != null);
        all(table, "children", value -> (int) value >= 2);
        all(table, "joined", value -> value.toString().compareTo("2005-01-01") >= 0);
        for (int r = 0; r < table.rows(); r++) {
            assertTrue(table.numbers(index("home"))[r] <= table.numbers(index("children"))[r]);
        }
    }

    @Test
    void rowsAreThoseThatSamplingAndDroppingWouldGive() throws SamplingException {
        // Without choosing: that looks at all rows where there are no conditions, and so tells apart what is drawn
        // either way.
        final GANModel plain = MODEL.toBuilder().raking(RakingModel.none()).build();
        final double[] dropped;
        try (Sampler sampler = new Sampler(plain, 9, 0)) {
            dropped = shares(sampler.next(60_000), "gold");
        }
        final double[] asked;
        try (Sampler sampler = new Sampler(plain, settings("tier", "gold"))) {
            asked = shares(sampler.next(20_000), "gold");
        }
        for (int i = 0; i < asked.length; i++) {
            // Five standard errors of a share of the fewer rows.
            assertEquals(dropped[i], asked[i], 5 * Math.sqrt(.25 / 10_000));
        }
    }

    /** Of the rows of a tier: the shares that are active, without visits, in the first cities, of few children. */
    private static double[] shares(final Table table, final String tier) {
        final double[] shares = new double[4];
        int count = 0;
        for (int r = 0; r < table.rows(); r++) {
            if (tier.equals(table.value(index("tier"), r))) {
                count++;
                shares[0] += (boolean) table.value(index("active"), r) ? 1 : 0;
                shares[1] += table.isMissing(index("visits"), r) ? 1 : 0;
                shares[2] += Set.of("Bern", "Basel", "Lyon").contains(table.value(index("city"), r)) ? 1 : 0;
                shares[3] += (int) table.value(index("children"), r) < 3 ? 1 : 0;
            }
        }
        assertTrue(count > 10_000, "rows: " + count);
        final double rows = count;
        return Arrays.stream(shares).map(share -> share / rows).toArray();
    }

    @Test
    void theSameRowsComeWhateverTheSizesOfTheCalls() throws SamplingException {
        final String[] wanted = {"tier", "silver", "visits", "> 300"};
        final Table expected = rows(700, wanted);
        try (Sampler sampler = new Sampler(MODEL, settings(wanted))) {
            final List<Table> parts = new ArrayList<>();
            int got = 0;
            for (int i = 0; got < 700; i++) {
                final Table part = i % 2 == 0
                        ? sampler.next(Math.min(7, 700 - got))
                        : sampler.nextAvailable(Math.min(40, 700 - got));
                assertTrue(part.rows() > 0);
                parts.add(part);
                got += part.rows();
            }
            final Table joined = Table.concatenate(parts);
            for (int c = 0; c < MODEL.columns().size(); c++) {
                assertEquals(
                        values(expected, MODEL.columns().get(c).name()),
                        values(joined, MODEL.columns().get(c).name()));
            }
            assertTrue(sampler.drawn() > 700 * 5, "drawn: " + sampler.drawn());
        }
        try (Sampler sampler = new Sampler(
                MODEL, SampleSettings.of(6).withConditions(settings(wanted).conditions()))) {
            assertNotEquals(values(expected, "amount"), values(sampler.next(700), "amount"));
        }
    }

    @Test
    void identifiersGoOnUnderConditions() throws SamplingException {
        final List<Object> keys = values(rows(300, "tier", "silver"), "key");
        assertEquals("CUST-000401", keys.get(0));
        assertEquals("CUST-000700", keys.get(299));
        assertTrue(refusal("name", "Smith").contains("made anew"));
        assertTrue(refusal("key", "null").contains("never missing"));
        assertEquals(10, rows(10, "key", "not null").rows());
    }

    @Test
    void minimumRealismHoldsBesideConditions() throws SamplingException {
        try (Sampler sampler = new Sampler(MODEL, settings("tier", "silver").withMinRealism(.3));
                io.nifigan.score.Scorer scorer = new io.nifigan.score.Scorer(MODEL)) {
            final Table table = sampler.next(100);
            all(table, "tier", "silver"::equals);
            assertTrue(Arrays.stream(scorer.score(table).probability()).min().orElseThrow() >= .3 - 1e-6);
        }
    }

    @Test
    void whatTheModelNeverSawIsRefusedWithWhatItKnows() {
        final String tier = refusal("tier", "gold, silvr");
        assertTrue(tier.contains("never saw the value 'silvr'") && tier.endsWith("silver, gold, bronze"), tier);
        final String country = refusal("country", "DE");
        assertTrue(country.contains("'DE'") && country.contains("CH") && country.contains("AT"), country);
        final String children = refusal("children", "7..9");
        assertTrue(children.contains("'7..9'") && children.contains("The model knows: 5, 4, 3, 2, 1, 0"), children);
        final String visits = refusal("visits", "> 5000");
        assertTrue(visits.contains("go from") && visits.contains("99"), visits);
        assertTrue(refusal("visits", "(500..501)").contains("'(500..501)'"));
        assertTrue(refusal("visits", "500.5").contains("go from"));
        assertTrue(refusal("joined", ">= 2030-01-01").contains("2024-"));
        assertTrue(refusal("tier", "null").contains("never missing"));
        assertTrue(refusal("amount", "null").contains("never missing"));
        assertTrue(refusal("firm", "not Acme").contains("The model knows: Acme"));
        assertTrue(refusal("colour", "red").contains("no such column"));
        assertTrue(refusal("visits", "many").contains("is not a value of kind integer"));
    }

    @Test
    void whatExcludesTheUnknownExcludesNothing() throws SamplingException {
        assertEquals(
                Set.of("gold", "silver", "bronze"),
                new HashSet<>(values(rows(200, "tier", "not platinum", "firm", "Acme"), "tier")));
    }

    @Test
    void conditionsThatOneColumnTellsApartAreRefusedTogether() {
        final String message = refusal("city", "Bern", "country", "FR, AT");
        assertTrue(
                message.contains("'city: Bern'")
                        && message.contains("'country: FR, AT'")
                        && message.contains("never be met together"),
                message);
    }

    @Test
    void whatHardlyAnyRowMeetsIsGivenUpWithTheNarrowestCondition() throws SamplingException {
        try (Sampler sampler = new Sampler(MODEL, settings("active", "true", "home", "4", "children", "3"))) {
            // No row keeps the order of the two.
            final String message =
                    assertThrows(SamplingException.class, () -> sampler.next(1)).getMessage();
            assertTrue(
                    message.matches("Of [0-9,]+ rows drawn, [0-9,]+ met all conditions .*, and only 0 "
                            + "(kept the rules of the table\\. Most broke 'home <= children'"
                            + "|had numbers in the range of the training rows that met the conditions)\\..*"),
                    message);
        }
        try (Sampler sampler = new Sampler(MODEL, settings("amount", "30", "tier", "gold, bronze"))) {
            final String message = assertThrows(SamplingException.class, () -> sampler.next(50))
                    .getMessage();
            assertTrue(
                    message.matches("Of 1,048,576 rows drawn, only \\d+ met all conditions "
                            + "\\(amount: 30; tier: gold, bronze\\)\\. The narrowest is 'amount: 30', which.*"),
                    message);
        }
    }

    @Test
    void conditionsTellHowManyOfTheRowsLearntMeetThem() throws SamplingException {
        final List<String> told = Conditions.of(
                        MODEL,
                        settings("children", "0..5", "visits", "null", "key", "not null")
                                .conditions())
                .explanations();
        assertEquals("children: 0..5 (integer; met by about 100 % of the training records)", told.get(0));
        final double visits = Double.parseDouble(told.get(1).replaceAll(".*about ([0-9.]+) %.*", "$1"));
        assertEquals(20, visits, 6);
        assertEquals("key: not null (identifier)", told.get(2));
    }

    @Test
    void twoConditionsOnOneColumnAndTemperaturesOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> settings("tier", "gold", "tier", "silver"));
        for (final double bad : new double[] {.05, 2.1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class, () -> SampleSettings.of(1).withTemperature(bad));
        }
    }

    @Test
    void underAConditionNumbersReachAsFarAsTheyDidInItsGroupAndNoFarther() throws SamplingException {
        int ranges = 0;
        for (final GroupRange range : MODEL.raking().ranges()) {
            final ColumnBins given = MODEL.raking().bins().columns().get(range.given());
            final int column =
                    MODEL.raking().bins().columns().get(range.column()).column();
            if (given.values() != null && MODEL.columns().get(given.column()).kind() == ColumnKind.CATEGORY) {
                final Table rows = rows(
                        300,
                        MODEL.columns().get(given.column()).name(),
                        given.values().getFirst());
                final int group = given.groups()[1];
                final double[] values = Arrays.stream(rows.numbers(column))
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray();
                final double level = (range.to() - range.from()) / GroupRange.LEVELS
                        + MODEL.columns().get(column).step();
                assertTrue(values[0] >= range.valueAt(range.min()[group]), range::toString);
                assertEquals(range.valueAt(range.max()[group]), values[values.length - 1], level, range::toString);
                ranges++;
            }
        }
        assertTrue(ranges > 0, "the model knows ranges");
    }
}
