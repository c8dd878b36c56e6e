// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which texts may stand before and behind a number, and which of them multiply it. */
final class AffixWords {
    /** Maximum length of a prefix and of a suffix: long enough for " EUR/month" and " kilometers". */
    private static final int MAX_LENGTH = 12;

    private static final long THOUSAND = 1_000;
    private static final long MILLION = 1_000_000;
    private static final long BILLION = 1_000_000_000;
    private static final long TRILLION = 1_000_000_000_000L;
    private static final long QUADRILLION = 1_000_000_000_000_000L;
    private static final long LAKH = 100_000;
    private static final long CRORE = 10_000_000;

    private static final Set<String> CURRENCY_CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    /** In lower case. Single letters are left out, since codes begin with them. */
    private static final Set<String> CURRENCY_WORDS = Set.of(
            "us$", "u$s", "a$", "au$", "c$", "ca$", "nz$", "hk$", "s$", "sg$", "nt$", "r$", "mx$", "cl$", "col$", "j$",
            "tt$", "bz$", "z$", "rs", "rs.", "kr", "kr.", "zł", "kč", "ft", "lei", "fr.", "sfr.", "руб", "руб.", "лв",
            "лв.", "ден", "дин", "дин.", "rm", "rp", "rp.", "bs.", "s/", "s/.", "b/.", "cn¥", "jp¥", "元", "円", "원",
            "btc", "eth", "xbt");

    private static final Set<String> COMPARISONS =
            Set.of("<", ">", "<=", ">=", "~", "\u2248", "\u00b1", "\u2264", "\u2265");

    /** In lower case. A blank stands behind them. */
    private static final Set<String> QUALIFIERS = Set.of(
            ("ca.|ca|c.|approx.|approx|about|around|over|under|up to|max.|max|min.|min|more than|less than|at least"
                            + "|at most")
                    .split("\\|"));

    /** By the text as it is written: a small "m" is metres, minutes or thousandths. */
    private static final Map<String, Long> FACTORS = Map.ofEntries(
            Map.entry("k", THOUSAND),
            Map.entry("K", THOUSAND),
            Map.entry("M", MILLION),
            Map.entry("MM", MILLION),
            Map.entry("B", BILLION),
            Map.entry("G", BILLION),
            Map.entry("T", TRILLION),
            Map.entry("kB", THOUSAND),
            Map.entry("KB", THOUSAND),
            Map.entry("MB", MILLION),
            Map.entry("GB", BILLION),
            Map.entry("TB", TRILLION),
            Map.entry("PB", QUADRILLION),
            Map.entry("KiB", 1L << 10),
            Map.entry("MiB", 1L << 20),
            Map.entry("GiB", 1L << 30),
            Map.entry("TiB", 1L << 40),
            Map.entry("PiB", 1L << 50));
    /** In lower case. */
    private static final Map<String, Long> FACTOR_WORDS = Map.ofEntries(
            Map.entry("thousand", THOUSAND),
            Map.entry("tsd", THOUSAND),
            Map.entry("tsd.", THOUSAND),
            Map.entry("mn", MILLION),
            Map.entry("mio", MILLION),
            Map.entry("mio.", MILLION),
            Map.entry("million", MILLION),
            Map.entry("millions", MILLION),
            Map.entry("bn", BILLION),
            Map.entry("mrd", BILLION),
            Map.entry("mrd.", BILLION),
            Map.entry("billion", BILLION),
            Map.entry("billions", BILLION),
            Map.entry("tn", TRILLION),
            Map.entry("trillion", TRILLION),
            Map.entry("lakh", LAKH),
            Map.entry("lakhs", LAKH),
            Map.entry("cr", CRORE),
            Map.entry("crore", CRORE),
            Map.entry("crores", CRORE));

    /** An exponent that changes nothing, as HSQLDB writes behind every double: "13.1E0". */
    private static final Pattern ZERO_EXPONENT = Pattern.compile("[eE]\\+?0{1,3}");

    /** A unit of length or time, which alone have powers, and its power in plain digits. */
    private static final Pattern POWER_OF_UNIT =
            Pattern.compile("(?<!\\p{L})(?:mm|cm|dm|m|km|in|ft|yd|mi|s)(\\^?[23])$");

    private AffixWords() {}

    /** Whether a text may stand before a number: nothing, a comparison or a currency, or both. */
    static boolean isPrefix(final String text) {
        if (text.isEmpty()) {
            return true;
        }
        if (text.length() > MAX_LENGTH || isBlank(text.charAt(0))) {
            return false;
        }
        final String word = withoutBlanks(text);
        if (isBlank(text.charAt(text.length() - 1)) && QUALIFIERS.contains(word.toLowerCase(Locale.ROOT))) {
            return true;
        }
        int end = 0;
        while (end < word.length() && end < 2 && COMPARISONS.contains(word.substring(0, end + 1))) {
            end++;
        }
        final String rest = withoutBlanks(word.substring(end));
        return rest.isEmpty() || isCurrency(rest) || "R".equals(rest) && isBlank(text.charAt(text.length() - 1));
    }

    /**
     * Whether a text may stand behind a number: nothing, a zero exponent, or a few characters without digits and
     * without a blank at the end.
     */
    static boolean isSuffix(final String text) {
        if (text.isEmpty() || isZeroExponent(text)) {
            return true;
        }
        if (text.length() > MAX_LENGTH || isBlank(text.charAt(text.length() - 1))) {
            return false;
        }
        final int power = powerOfUnit(text);
        return (power < 0 ? text : text.substring(0, power)).codePoints().noneMatch(AffixWords::isStrange);
    }

    /** Whether a text is an exponent of zero, which may stand behind any digits: "13.1E0", "0.5e+00". */
    static boolean isZeroExponent(final String text) {
        return ZERO_EXPONENT.matcher(text).matches();
    }

    /**
     * Where the power begins with which a text ends, as in "30 m2", "4.5 kg/m^2" or "9.81 m/s2"; -1 where it ends with
     * none.
     */
    static int powerOfUnit(final String text) {
        final Matcher matcher = POWER_OF_UNIT.matcher(text);
        return matcher.find() ? matcher.start(1) : -1;
    }

    /** Whether a character is a digit, or one that a model file could not hold. */
    private static boolean isStrange(final int c) {
        return Character.isDigit(c) || Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** Whether a text is the sign, the code or the usual short name of a currency. */
    static boolean isCurrency(final String word) {
        return word.length() == 1 && Character.getType(word.charAt(0)) == Character.CURRENCY_SYMBOL
                || CURRENCY_CODES.contains(word)
                || CURRENCY_WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether any suffix multiplies by this number. */
    static boolean isFactor(final long factor) {
        return FACTORS.containsValue(factor) || FACTOR_WORDS.containsValue(factor);
    }

    /** Whether a factor is a power of 1024, by which a double is multiplied and divided without rounding. */
    static boolean isBinary(final long factor) {
        return Long.bitCount(factor) == 1;
    }

    /**
     * What a suffix multiplies a number by, with a currency behind it or without: "52.0k", "3 M€", "1.2 bn USD".
     *
     * @param exact whether the number has neither decimals nor a prefix. A "B" behind it is bytes, else billions
     */
    static long factor(final String prefix, final String suffix, final boolean exact) {
        String word = withoutBlanks(suffix);
        final int blank = word.indexOf(' ');
        if (blank > 0 && isCurrency(word.substring(blank + 1))) {
            word = word.substring(0, blank);
        } else if (word.length() > 1 && isCurrency(word.substring(word.length() - 1))) {
            word = withoutBlanks(word.substring(0, word.length() - 1));
        }
        if ("B".equals(word) && exact) {
            return 1;
        }
        if ("m".equals(word) && !prefix.isEmpty()) {
            return MILLION;
        }
        final Long factor = FACTORS.get(word);
        return factor != null ? factor : FACTOR_WORDS.getOrDefault(word.toLowerCase(Locale.ROOT), 1L);
    }

    static boolean isBlank(final char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static String withoutBlanks(final String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
