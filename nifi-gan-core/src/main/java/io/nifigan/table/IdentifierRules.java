// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules that decide whether a column identifies rows (keys, names) or describes them.
 *
 * <p>Texts: a value in fewer than {@value #MIN_COMMON_ROWS} rows is rare; a model could only memorise it. A column is
 * an identifier where most of its rows have a rare value, or where a value has fewer than {@value #MIN_COMMON_ROWS}
 * rows on average. A column whose name says that it holds names, addresses or the like is an identifier already where
 * most of its distinct values are rare.
 *
 * <p>Whole numbers: a column is an identifier where it is a sequence, or where (almost) all values differ and its name
 * says that it is a key, or all values have the same, large number of digits. Numbers with a fraction are never
 * identifiers.
 */
final class IdentifierRules {
    static final int MIN_COMMON_ROWS = 5;
    private static final int SMALL_TABLE = 50;
    private static final int MIN_ROWS = 5;
    private static final int MAX_CATEGORIES = 50;
    private static final double ALMOST_ALL = .9;
    private static final int MIN_KEY_DIGITS = 8;
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
    /** Codes of departments and the like, which repeat; too short to identify a person. */
    private static final Pattern SHORT_CODE = Pattern.compile("[0-9A-Z]{1,4}");

    private static final Pattern WORDS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

    private IdentifierRules() {}

    /**
     * Whether a column of texts is an identifier.
     *
     * @param name the column's name
     * @param texts the distinct texts
     * @param counts the number of rows of each, zeros allowed
     */
    static boolean isTextIdentifier(final String name, final List<String> texts, final int[] counts) {
        int rows = 0;
        int distinct = 0;
        int rareRows = 0;
        int rare = 0;
        for (final int count : counts) {
            rows += count;
            if (count > 0) {
                distinct++;
            }
            if (count > 0 && count < MIN_COMMON_ROWS) {
                rare++;
                rareRows += count;
            }
        }
        if (rows < SMALL_TABLE) {
            return rows >= MIN_ROWS && distinct > ALMOST_ALL * rows;
        }
        if (2 * distinct > rows) {
            return true;
        }
        return distinct > MAX_CATEGORIES
                && !texts.stream().allMatch(text -> SHORT_CODE.matcher(text).matches())
                && (2 * rareRows > rows
                        || (long) MIN_COMMON_ROWS * distinct > rows
                        || 2 * rare > distinct && NAMES.contains(lastWord(name)));
    }

    /**
     * Whether a column of whole numbers is an identifier.
     *
     * @param name the column's name
     * @param values whole numbers, NaN where missing
     * @param digits whether the number of digits counts as evidence; false for fields of a floating type
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
            return present >= MIN_ROWS && allDiffer && (named || isOneToN(values));
        }
        if (allDiffer && (sorted[present - 1] - sorted[0]) / step + 1 <= 1.5 * present) {
            return true;
        }
        if (distinct < ALMOST_ALL * present) {
            return false;
        }
        return named || digits && allDiffer && haveSameDigits(sorted[0], sorted[present - 1]);
    }

    /**
     * Whether a column of whole numbers of more than 15 digits is an identifier: where all differ, though they are of
     * one length or too close for their doubles to differ.
     *
     * @param values the numbers as doubles, NaN where missing
     * @param offsets how far each is above the smallest
     */
    static boolean isLongIdentifier(final double[] values, final double[] offsets) {
        final double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        final long distinct = Arrays.stream(offsets).distinct().count();
        return sorted.length >= SMALL_TABLE
                && distinct == values.length
                && (haveSameDigits(sorted[0], sorted[sorted.length - 1])
                        || 2 * Arrays.stream(sorted).distinct().count() < distinct);
    }

    /** Whether a column of whole numbers has the name of a key, or its values are all numbers from one to another. */
    static boolean isNamedOrSequence(final String name, final double[] values) {
        if (KEYS.contains(lastWord(name))) {
            return true;
        }
        final double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .distinct()
                .toArray();
        return sorted.length > 1 && sorted[sorted.length - 1] - sorted[0] < 1.5 * sorted.length;
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
        return min > 0 && length >= MIN_KEY_DIGITS && Long.toString((long) max).length() == length;
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
