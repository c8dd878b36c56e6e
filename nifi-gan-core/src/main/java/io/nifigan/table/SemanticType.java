// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Locale;

/** The meaning of the values of an {@link ColumnKind#IDENTIFIER} column, which decides how new values are generated. */
public enum SemanticType {
    /** Numbers, codes or texts without a known meaning: a sequence is continued, other values get the same format. */
    KEY,
    GIVEN_NAME,
    FAMILY_NAME,
    /** Given and family name of a person, in any order. */
    FULL_NAME,
    /** A person's login name. */
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
    /** Numbers that a state assigns to persons: social security, passports, taxes. */
    NATIONAL_ID;

    /** Whether a field of whole numbers can hold such values. */
    public boolean mayBeNumber() {
        return this == KEY || this == PHONE || this == POSTAL_CODE || this == CREDIT_CARD || this == NATIONAL_ID;
    }

    /** Whether such values contain or derive from a person's names. */
    public boolean isOfPerson() {
        return this == GIVEN_NAME || this == FAMILY_NAME || this == FULL_NAME || this == USER_NAME || this == EMAIL;
    }

    /** The name in words, such as "given name". */
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
