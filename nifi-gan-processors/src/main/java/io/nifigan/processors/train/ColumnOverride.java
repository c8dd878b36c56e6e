// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.SemanticType;
import java.util.Locale;
import java.util.Optional;
import org.apache.nifi.components.DescribedValue;

/** The kinds and meanings that a user can set for a column. */
enum ColumnOverride implements DescribedValue {
    INTEGER("Whole numbers with an order", ColumnKind.INTEGER),
    DECIMAL("Numbers with a fraction", ColumnKind.DECIMAL),
    BOOLEAN("True or false", ColumnKind.BOOLEAN),
    CATEGORY(
            "One of a set of values without an order. Numbers that are codes (postal areas, status codes) belong "
                    + "here",
            ColumnKind.CATEGORY),
    DATE("Calendar days", ColumnKind.DATE),
    TIME("Times of day", ColumnKind.TIME),
    TIMESTAMP("Points in time", ColumnKind.TIMESTAMP),
    IDENTIFIER(
            "Values that name one record: not learnt, but generated as a sequence or in the same form",
            ColumnKind.IDENTIFIER),
    GIVEN_NAME("Given names: generated in the language of the column", SemanticType.GIVEN_NAME),
    FAMILY_NAME("Family names: generated in the language of the column", SemanticType.FAMILY_NAME),
    FULL_NAME(
            "Full names: made of the record's generated given and family name, in the order of the column",
            SemanticType.FULL_NAME),
    USER_NAME("User names: made of the record's generated names, in the style of the column", SemanticType.USER_NAME),
    EMAIL("E-mail addresses: made of the record's generated names, at example.com, .org or .net", SemanticType.EMAIL),
    PHONE("Phone numbers: other digits in the same form", SemanticType.PHONE),
    STREET_ADDRESS(
            "Streets and house numbers: generated in the language and form of the column", SemanticType.STREET_ADDRESS),
    POSTAL_CODE("Postal codes that nearly all differ: other ones in the same form", SemanticType.POSTAL_CODE),
    COMPANY("Company names: generated in the language of the column", SemanticType.COMPANY),
    CREDIT_CARD(
            "Numbers of payment cards: test numbers of the same schemes, in the same form, with valid check digits",
            SemanticType.CREDIT_CARD),
    IBAN("Numbers of bank accounts: in the same form, with valid check digits", SemanticType.IBAN),
    IP_V4("IPv4 addresses: private ones for private ones, otherwise from a range for tests", SemanticType.IP_V4),
    IP_V6("IPv6 addresses: from a range for documentation", SemanticType.IP_V6),
    MAC("Hardware addresses: locally administered ones", SemanticType.MAC),
    URL("Web addresses: at example.com and the like", SemanticType.URL),
    UUID("UUIDs: random ones", SemanticType.UUID),
    NATIONAL_ID("Numbers of passports, social security, taxes: other ones in the same form", SemanticType.NATIONAL_ID),
    IGNORE("The column is left out: the model and the records made with it do not have it", (ColumnKind) null);

    private final String description;
    private final ColumnKind kind;
    private final SemanticType meaning;

    ColumnOverride(final String description, final ColumnKind kind) {
        this.description = description;
        this.kind = kind;
        this.meaning = null;
    }

    ColumnOverride(final String description, final SemanticType meaning) {
        this.description = description;
        this.kind = ColumnKind.IDENTIFIER;
        this.meaning = meaning;
    }

    /** The engine's kind; empty for a column to leave out. */
    Optional<ColumnKind> kind() {
        return Optional.ofNullable(kind);
    }

    /** The meaning of an identifier, if it is set. */
    Optional<SemanticType> meaning() {
        return Optional.ofNullable(meaning);
    }

    @Override
    public String getValue() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public String getDisplayName() {
        return getValue();
    }

    @Override
    public String getDescription() {
        return description;
    }
}
