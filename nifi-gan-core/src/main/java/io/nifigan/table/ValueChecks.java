// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.common.Checksums;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks whether a single value may have a semantic type. No pattern here backtracks, so that a hostile text cannot
 * take long.
 */
final class ValueChecks {
    private static final int MAX_LENGTH = 320;
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s,;<>\"()]++@[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)++");
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final Pattern MAC =
            Pattern.compile("\\p{XDigit}{2}(?:([:-])\\p{XDigit}{2})(?:\\1\\p{XDigit}{2}){4}");
    private static final Pattern URL = Pattern.compile("(?i)https?+://[^\\s/?#]++[^\\s]*+");
    private static final Pattern PHONE =
            Pattern.compile("\\+?+[\\d ()./\\u00a0-]++(?:(?i: ?+(?:x|ext|ext\\.) ?+)\\d{1,6})?+");
    private static final Pattern FORMATTED_PHONE =
            Pattern.compile("(?:\\+\\d|\\(\\d|\\d{3}[-. ]\\d{3}[-. ]\\d{4}$|0\\d{1,4}[ /-]).*+");
    private static final Set<String> STREET_KINDS = Set.of(
            "st",
            "str",
            "street",
            "rd",
            "road",
            "ave",
            "av",
            "avenue",
            "dr",
            "drive",
            "ln",
            "lane",
            "blvd",
            "boulevard",
            "ct",
            "court",
            "pl",
            "place",
            "platz",
            "way",
            "hwy",
            "highway",
            "strasse",
            "straße",
            "weg",
            "allee",
            "gasse",
            "rue",
            "calle",
            "avenida",
            "via",
            "viale",
            "piazza",
            "rua",
            "ul",
            "ulica",
            "straat",
            "laan",
            "gata",
            "vej",
            "gade",
            "terrace",
            "square",
            "circle");
    private static final Set<String> COMPANY_KINDS = Set.of(
            "inc",
            "llc",
            "ltd",
            "limited",
            "corp",
            "corporation",
            "co",
            "company",
            "plc",
            "gmbh",
            "ag",
            "kg",
            "ohg",
            "ug",
            "sa",
            "sas",
            "sarl",
            "srl",
            "spa",
            "bv",
            "nv",
            "ab",
            "as",
            "oy",
            "oyj",
            "aps",
            "group",
            "holding",
            "holdings",
            "sons",
            "partners",
            "ltda",
            "eireli",
            "kft",
            "zrt");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}'’.,\\- ]++");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

    private ValueChecks() {}

    /** Whether a value has the syntax and the check digits of a semantic type; false for types without a syntax. */
    static boolean isValid(final SemanticType meaning, final String value) {
        if (value.length() > MAX_LENGTH) {
            return false;
        }
        return switch (meaning) {
            case EMAIL -> EMAIL.matcher(value).matches();
            case UUID -> UUID.matcher(value).matches();
            case MAC -> MAC.matcher(value).matches();
            case URL -> URL.matcher(value).matches();
            case IP_V4 -> isIpV4(value);
            case IP_V6 -> isIpV6(value);
            case IBAN -> Checksums.isIban(value.replace(" ", ""));
            case CREDIT_CARD -> isCard(value.replace(" ", "").replace("-", ""));
            default -> false;
        };
    }

    static boolean isIpV4(final String value) {
        final String[] parts = value.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (final String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !isDigits(part) || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpV6(final String value) {
        if (value.indexOf(':') < 0 || value.indexOf(":::") >= 0 || value.indexOf("::") != value.lastIndexOf("::")) {
            return false;
        }
        final String[] parts = value.split(":", -1);
        int empty = 0;
        for (final String part : parts) {
            empty += part.isEmpty() ? 1 : 0;
            if (part.length() > 4 || !part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
                return false;
            }
        }
        return value.contains("::") ? parts.length <= 9 && parts.length > 2 : parts.length == 8 && empty == 0;
    }

    /** Digits that a scheme of payment cards gives out, with the right check digit. */
    static boolean isCard(final String digits) {
        if (digits.length() < 13 || digits.length() > 19 || !isDigits(digits)) {
            return false;
        }
        final int two = Integer.parseInt(digits.substring(0, 2));
        final int four = Integer.parseInt(digits.substring(0, 4));
        final boolean hasCardPrefix = switch (digits.length()) {
            case 13 -> two / 10 == 4;
            case 14 -> two == 36 || two == 38 || four >= 3000 && four < 3060;
            case 15 -> two == 34 || two == 37;
            case 16 ->
                two / 10 == 4
                        || two >= 51 && two <= 55
                        || four >= 2221 && four <= 2720
                        || two == 60
                        || two == 62
                        || two == 64
                        || two == 65
                        || four >= 3528 && four <= 3589;
            default -> two / 10 == 4 || two == 62 || two == 60;
        };
        return hasCardPrefix && Checksums.isLuhn(digits);
    }

    static boolean isDigits(final String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether a value may be a phone number, in any notation. */
    static boolean isPhone(final String value) {
        final long digits = digits(value);
        return value.length() <= 30
                && digits >= 6
                && digits <= 20
                && PHONE.matcher(value).matches();
    }

    /** Whether a value is written in a notation that only phone numbers have. */
    static boolean isWrittenAsPhone(final String value) {
        return isPhone(value)
                && digits(value) >= 8
                && FORMATTED_PHONE.matcher(value).matches();
    }

    static long digits(final String value) {
        return value.chars().filter(Character::isDigit).count();
    }

    static boolean hasLetter(final String value) {
        return value.codePoints().anyMatch(Character::isLetter);
    }

    /** Whether a value has a house number and a word for a kind of street. */
    static boolean isStreet(final String value) {
        if (value.length() > 100 || digits(value) == 0 || !hasLetter(value)) {
            return false;
        }
        final boolean numbered =
                Character.isDigit(value.charAt(0)) || digits(value.substring(value.lastIndexOf(' ') + 1)) > 0;
        if (numbered) {
            for (final String word : NO_LETTERS.split(value.toLowerCase(Locale.ROOT))) {
                if (STREET_KINDS.contains(word)
                        || word.endsWith("straße")
                        || word.endsWith("strasse")
                        || word.endsWith("str") && word.length() > 5
                        || word.endsWith("straat")
                        || word.endsWith("weg") && word.length() > 5) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean isCompany(final String value) {
        if (value.length() > 100 || !hasLetter(value)) {
            return false;
        }
        final String[] words = NO_LETTERS.split(value.replace(".", "").toLowerCase(Locale.ROOT));
        return words.length > 1 && COMPANY_KINDS.contains(words[words.length - 1]);
    }

    /** The number of words of a name, or 0 where the value has characters that names do not have. */
    static int nameWords(final String value) {
        if (value.length() > 80 || !NAME.matcher(value).matches()) {
            return 0;
        }
        int words = 0;
        boolean within = false;
        for (int i = 0; i < value.length(); i++) {
            final boolean letter = value.charAt(i) != ' ';
            words += letter && !within ? 1 : 0;
            within = letter;
        }
        return hasLetter(value) ? words : 0;
    }
}
