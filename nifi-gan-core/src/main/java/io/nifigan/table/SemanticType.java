// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Locale;

/** What the values of an {@link ColumnKind#IDENTIFIER} column are, which decides how new ones are made. */
public enum SemanticType {
    /** Numbers, codes or texts of no meaning that is known: a sequence that goes on, or values of the same shape. */
    KEY,
    GIVEN_NAME,
    FAMILY_NAME,
    /** Given and family name of a person in some order. */
    FULL_NAME,
    /** A name that somebody logs in with. */
    USER_NAME,
    EMAIL,
    PHONE,
    /** Street and house number. */
    STREET_ADDRESS,
    POSTAL_CODE,
    COMPANY,
    CREDIT_CARD,
    IBAN,
    IP_V4,
    IP_V6,
    /** Hardware address of a network card. */
    MAC,
    URL,
    UUID,
    /** Numbers that a state gives to persons: social security, passports, taxes. */
    NATIONAL_ID;

    /** Whether values may be whole numbers in a field of numbers. */
    public boolean mayBeNumber() {
        return this == KEY || this == PHONE || this == POSTAL_CODE || this == CREDIT_CARD || this == NATIONAL_ID;
    }

    /** Whether it is made from a person's names. */
    public boolean isOfPerson() {
        return this == GIVEN_NAME || this == FAMILY_NAME || this == FULL_NAME || this == USER_NAME || this == EMAIL;
    }

    /** In words, such as "given name". */
    public String label() {
        return switch (this) {
            case IP_V4 -> "IPv4 address";
            case IP_V6 -> "IPv6 address";
            case MAC, URL, UUID, IBAN -> name();
            case EMAIL -> "e-mail address";
            case NATIONAL_ID -> "national id";
            default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
