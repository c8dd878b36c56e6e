// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.common.Checksums;
import io.nifigan.faker.FakerLists;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SemanticTypeDetectorTest {
    private static final int ROWS = 2_000;

    private final Random random = new Random(1);

    private static Column column(final String name, final ValueType type, final IntFunction<Object> value) {
        final TableBuilder builder = new TableBuilder(List.of(new Field(name, type)), Map.of());
        for (int r = 0; r < ROWS; r++) {
            builder.add(new Object[] {value.apply(r)});
        }
        return builder.build().column(0);
    }

    private static void is(final SemanticType meaning, final String name, final IntFunction<Object> value) {
        final Column column = column(name, ValueType.STRING, value);
        assertEquals(ColumnKind.IDENTIFIER, column.kind(), name);
        assertEquals(meaning, column.meaning(), name);
    }

    private static void isCategory(final String name, final IntFunction<Object> value) {
        assertEquals(ColumnKind.CATEGORY, column(name, ValueType.STRING, value).kind(), name);
    }

    private String of(final List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String given(final String locale) {
        return of(FakerLists.of(locale).given());
    }

    private String family(final String locale) {
        return of(FakerLists.of(locale).family());
    }

    private String digits(final int count) {
        final StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private String card() {
        final String start = "4" + digits(14);
        return start + Checksums.luhn(start, 15);
    }

    private String iban() {
        final String open = "DE00" + digits(18);
        return "DE" + Checksums.ibanCheck(open) + open.substring(4);
    }

    @Test
    void syntaxCountsMoreThanTheFieldsName() {
        is(SemanticType.EMAIL, "x", r -> "user" + r + "@mail.test");
        is(SemanticType.UUID, "x", r -> new UUID(random.nextLong(), random.nextLong()).toString());
        is(
                SemanticType.IP_V4,
                "x",
                r -> random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                        + random.nextInt(256));
        is(
                SemanticType.IP_V6,
                "x",
                r -> "2a00:" + Integer.toHexString(r + 1) + "::" + Integer.toHexString(random.nextInt(65_536)));
        is(
                SemanticType.MAC,
                "x",
                r -> "a4:5e:60:%02X:%02X:%02X"
                        .formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
        is(SemanticType.URL, "x", r -> "https://shop.test/item?id=" + r);
        is(SemanticType.IBAN, "x", r -> iban());
        is(SemanticType.CREDIT_CARD, "x", r -> card());
        is(SemanticType.CREDIT_CARD, "x", r -> card().replaceAll("(\\d{4})(?=\\d)", "$1-"));
        is(SemanticType.PHONE, "x", r -> "(%s) %s-%s".formatted(200 + random.nextInt(800), digits(3), digits(4)));
        is(SemanticType.STREET_ADDRESS, "x", r -> "%d %s Street".formatted(1 + random.nextInt(900), family("en")));
        is(SemanticType.COMPANY, "x", r -> family("de") + " " + family("de") + " GmbH");
        is(SemanticType.FULL_NAME, "x", r -> given("es") + " " + family("es"));
    }

    @Test
    void productsAndBrandsAreNotPersonsThoughTheirWordsAreNames() {
        is(SemanticType.KEY, "name", r -> given("en") + " juice, " + (100 + r) + " ml");
        is(SemanticType.KEY, "name", r -> given("en") + " juice no " + r);
        is(SemanticType.FULL_NAME, "name", r -> given("en") + " van " + family("en"));
        is(SemanticType.FULL_NAME, "name", r -> family("en") + ", " + given("en"));
    }

    @Test
    void invalidCardsAndAddressesAreKeys() {
        is(SemanticType.KEY, "x", r -> {
            final String card = card();
            return card.substring(0, 15) + (card.charAt(15) - '0' + 1 + r % 9) % 10;
        });
        is(SemanticType.KEY, "x", r -> "DE00" + digits(18));
        is(
                SemanticType.KEY,
                "version",
                r -> random.nextInt(900) + "." + (256 + random.nextInt(700)) + "." + random.nextInt(900) + ".1");
    }

    @Test
    void repeatedNamesArePersonalWhereTheFieldsNameHintsAtIt() {
        for (final String[] named : new String[][] {
            {"fname", "en"},
            {"first_name", "en"},
            {"customerFirstName", "en"},
            {"Vorname", "de"},
            {"prénom", "fr"},
            {"imię", "pl"},
            {"voornaam", "nl"},
            {"GIVEN NAME", "it"}
        }) {
            final List<String> few = FakerLists.of(named[1]).given().subList(0, 40);
            is(SemanticType.GIVEN_NAME, named[0], r -> of(few));
        }
        for (final String[] named : new String[][] {
            {"lname", "en"},
            {"surname", "en"},
            {"Nachname", "de"},
            {"apellidos", "es"},
            {"nom_de_famille", "fr"},
            {"cognome", "it"},
            {"nazwisko", "pl"},
            {"efternamn", "sv"}
        }) {
            final List<String> few = FakerLists.of(named[1]).family().subList(0, 40);
            is(SemanticType.FAMILY_NAME, named[0], r -> of(few));
        }
        is(SemanticType.PHONE, "Telefonnummer", r -> "+49 30 1234" + r % 60);
        is(SemanticType.PHONE, "mobile", r -> "06" + (12_345_000 + r % 60));
        is(SemanticType.EMAIL, "contact", r -> "clerk" + r % 9 + "@firm.test");
        is(SemanticType.STREET_ADDRESS, "Straße", r -> family("de") + "weg " + (1 + r % 30));
        is(SemanticType.FULL_NAME, "cardholder", r -> given("en") + " " + family("en"));
        is(SemanticType.USER_NAME, "login", r -> "user_" + r % 300);
        is(SemanticType.NATIONAL_ID, "ssn", r -> "%s-%s-%s".formatted(digits(3), digits(2), digits(4)));
        is(SemanticType.POSTAL_CODE, "plz", r -> "D-" + digits(5));
        is(SemanticType.COMPANY, "employer", r -> family("en") + " " + family("en"));
    }

    @Test
    void descriptionsOfPeopleAndPlacesStayCategories() {
        final List<String> cities = List.of(
                "Paris",
                "Lyon",
                "London",
                "Austin",
                "Florence",
                "Sydney",
                "Charlotte",
                "Jackson",
                "Madison",
                "Lincoln");
        isCategory("city", r -> of(cities));
        isCategory("city_name", r -> of(cities));
        isCategory("name", r -> of(cities));
        isCategory("state", r -> of(List.of("Virginia", "Georgia", "Carolina", "Dakota", "Montana", "Washington")));
        isCategory("country_name", r -> of(List.of("Jordan", "Chad", "Georgia", "Israel", "China", "India")));
        isCategory("gender", r -> of(List.of("Female", "Male", "Other")));
        isCategory("product_name", r -> "Red shirt " + (char) ('A' + r % 26));
        isCategory("phone_type", r -> of(List.of("home", "work", "mobile", "fax", "other", "none")));
        isCategory("email_opt_in", r -> of(List.of("yes, weekly", "never", "monthly", "daily", "asked", "unknown")));
        isCategory("address_kind", r -> of(List.of("home", "work", "billing", "delivery", "old", "none")));
        isCategory("billing_address.city", r -> "Town " + r % 60);
        isCategory("server", r -> "10.0.0." + r % 20);
        isCategory("company", r -> "Firm " + (char) ('A' + r % 26));
    }

    @Test
    void numbersMayBePhonesAndCardsButAmountsAreNot() {
        assertEquals(
                SemanticType.PHONE,
                column("phone", ValueType.LONG, r -> 2_015_550_000L + r % 100).meaning());
        assertEquals(
                SemanticType.CREDIT_CARD,
                column("payment", ValueType.LONG, r -> Long.valueOf(card())).meaning());
        assertEquals(SemanticType.KEY, column("id", ValueType.INT, r -> r).meaning());
        assertEquals(
                ColumnKind.INTEGER, column("mobile", ValueType.INT, r -> r % 2).kind());
        assertEquals(
                ColumnKind.INTEGER,
                column("amount", ValueType.INT, r -> random.nextInt(5_000)).kind());
        assertEquals(
                ColumnKind.DECIMAL,
                column("phone_bill", ValueType.DOUBLE, r -> random.nextDouble()).kind());
    }

    @Test
    void theUsersSettingWins() {
        final List<Field> fields = List.of(
                new Field("a", ValueType.STRING), new Field("fname", ValueType.STRING), new Field("n", ValueType.INT));
        final TableBuilder builder = new TableBuilder(
                fields,
                Map.of("fname", ColumnKind.CATEGORY),
                Map.of("a", SemanticType.USER_NAME, "n", SemanticType.EMAIL));
        for (int r = 0; r < 100; r++) {
            builder.add(new Object[] {"b" + r % 3, given("en"), r % 4});
        }
        final Table table = builder.build();

        assertEquals(SemanticType.USER_NAME, table.column(0).meaning());
        assertEquals(ColumnKind.CATEGORY, table.column(1).kind());
        assertEquals(SemanticType.KEY, table.column(2).meaning(), "a field of numbers cannot hold mail addresses");
        assertEquals(
                List.of("Column 'n': a field of type INT cannot hold 'e-mail address'; new values "
                        + "get the same format as the old ones"),
                builder.warnings());
    }
}
