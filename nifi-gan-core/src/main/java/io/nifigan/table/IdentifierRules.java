// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells columns that name rows from columns that describe them.
 *
 * <p>Texts: a value held by fewer than {@value #FEW} rows cannot be learnt, only remembered. A column is an identifier
 * where most of its rows hold such a value, or where a value has fewer than {@value #FEW} rows on average; a column
 * that is called a name, an address or the like is one already where most of its distinct values are so rare.
 *
 * <p>Whole numbers: an identifier is a sequence, or (almost) all its values differ and its name says so or they all
 * have the same, large number of digits. Numbers with a fraction are none.
 */
final class IdentifierRules {
    static final int FEW = 5;
    private static final int SMALL_TABLE = 50;
    private static final int SMALLEST_TABLE = 5;
    private static final int FEW_CATEGORIES = 50;
    private static final double ALMOST_ALL = .9;
    private static final int LONG_NUMBER = 8;
    private static final Set<String> KEYS = Set.of(
            "id",
            "ids",
            "uuid",
            "guid",
            "key",
            "pk",
            "fk",
            "number",
            "num",
            "no",
            "nr",
            "account",
            "acct",
            "phone",
            "telephone",
            "tel",
            "mobile",
            "fax",
            "ssn",
            "sin",
            "iban",
            "serial",
            "isbn",
            "ean",
            "upc",
            "barcode",
            "imei",
            "passport",
            "license",
            "licence",
            "rowid",
            "userid",
            "customerid",
            "orderid",
            "accountid",
            "personid",
            "clientid",
            "patientid",
            "recordid",
            "itemid",
            "productid",
            "sessionid",
            "transactionid",
            "employeeid");
    private static final Set<String> NAMES = Set.of(
            "name",
            "fname",
            "lname",
            "mname",
            "firstname",
            "lastname",
            "surname",
            "forename",
            "fullname",
            "username",
            "nickname",
            "maiden",
            "address",
            "street",
            "email",
            "mail",
            "phone",
            "login",
            "handle",
            "url");
    private static final Pattern POSTAL = Pattern.compile("(?i)(postal|zip|post)[ _.-]?(code)?\\d*$|(?i)\\bplz$");
    private static final Pattern WORDS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

    private IdentifierRules() {}

    /**
     * @param name the column's name
     * @param counts rows of each distinct text, zeros allowed
     */
    static boolean isTextIdentifier(final String name, final int[] counts) {
        int rows = 0;
        int distinct = 0;
        int rareRows = 0;
        int rare = 0;
        for (final int count : counts) {
            rows += count;
            if (count > 0) {
                distinct++;
            }
            if (count > 0 && count < FEW) {
                rare++;
                rareRows += count;
            }
        }
        if (rows < SMALL_TABLE) {
            return rows >= SMALLEST_TABLE && distinct > ALMOST_ALL * rows;
        }
        if (2 * distinct > rows) {
            return true;
        }
        return distinct > FEW_CATEGORIES
                && (2 * rareRows > rows
                        || (long) FEW * distinct > rows
                        || 2 * rare > distinct && NAMES.contains(lastWord(name)));
    }

    /**
     * @param name the column's name
     * @param values whole numbers, NaN where missing
     * @param digits whether the number of digits may tell: not where the field is of a floating type
     */
    static boolean isWholeIdentifier(final String name, final double[] values, final boolean digits) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        int present = sorted.length;
        while (present > 0 && Double.isNaN(sorted[present - 1])) {
            present--;
        }
        int distinct = present > 0 ? 1 : 0;
        double step = Double.POSITIVE_INFINITY;
        for (int i = 1; i < present; i++) {
            if (sorted[i] != sorted[i - 1]) {
                distinct++;
                step = Math.min(step, sorted[i] - sorted[i - 1]);
            }
        }
        final boolean allDiffer = present == values.length && distinct == present;
        final boolean named =
                KEYS.contains(lastWord(name)) || POSTAL.matcher(name).find();
        if (present < SMALL_TABLE) {
            return present >= SMALLEST_TABLE && allDiffer && (named || isOneToN(values));
        }
        if (allDiffer && (sorted[present - 1] - sorted[0]) / step + 1 <= 1.5 * present) {
            return true;
        }
        if (distinct < ALMOST_ALL * present) {
            return false;
        }
        return named || digits && allDiffer && haveSameDigits(sorted[0], sorted[present - 1]);
    }

    private static boolean isOneToN(final double[] values) {
        for (int r = 0; r < values.length; r++) {
            if (values[r] != r + 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean haveSameDigits(final double min, final double max) {
        final int length = Long.toString((long) min).length();
        if (min <= 0 || length < LONG_NUMBER || Long.toString((long) max).length() != length) {
            return false;
        }
        // Seconds or milliseconds since 1970 differ in every row too, yet they are measurements.
        final boolean seconds = min > 5e8 && max < 2.2e9;
        final boolean millis = min > 5e11 && max < 2.2e12;
        return !seconds && !millis;
    }

    private static String lastWord(final String name) {
        String last = "";
        for (final String word : WORDS.split(name)) {
            if (!word.isEmpty()) {
                last = word;
            }
        }
        return last.toLowerCase(Locale.ROOT);
    }
}
