// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Detects identifiers that are numbered in sequence: 1, 2, 3 or CUST-000001, CUST-000002. */
final class IdentifierSequences {
    private static final Pattern COUNTED = Pattern.compile("(?s)(.*?)(\\d{1,17})(\\D*)");
    private static final double MAX_SPREAD = 1.5;
    private static final int MIN_VALUES = 5;
    private static final int MIN_VALUES_WITH_AFFIX = 20;
    private static final int MAX_LENGTH = 100;

    private IdentifierSequences() {}

    /**
     * The sequence of a column.
     *
     * @param values the distinct values
     * @return null where they are not a sequence
     */
    static PatternGenerator.Sequence find(final List<String> values) {
        if (values.size() < MIN_VALUES || values.get(0).length() > MAX_LENGTH) {
            return null;
        }
        String prefix = null;
        String suffix = null;
        int width = 0;
        boolean padded = false;
        boolean sameWidth = true;
        final long[] numbers = new long[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            final Matcher matcher = COUNTED.matcher(values.get(i));
            if (!matcher.matches()
                    || prefix != null && !(prefix.equals(matcher.group(1)) && suffix.equals(matcher.group(3)))) {
                return null;
            }
            prefix = matcher.group(1);
            suffix = matcher.group(3);
            final String digits = matcher.group(2);
            padded |= digits.length() > 1 && digits.charAt(0) == '0';
            sameWidth &= i == 0 || digits.length() == width;
            width = digits.length();
            numbers[i] = Long.parseLong(digits);
        }
        // A prefix or suffix is kept only where many values share it. A minus sign would reverse the order.
        if ("-".equals(prefix)
                || !(prefix + suffix).isEmpty() && numbers.length < MIN_VALUES_WITH_AFFIX
                || padded && !sameWidth) {
            return null;
        }
        return isDense(numbers)
                ? new PatternGenerator.Sequence(
                        prefix, numbers[numbers.length - 1], step(numbers), padded ? width : 0, suffix)
                : null;
    }

    private static boolean isDense(final long[] numbers) {
        Arrays.sort(numbers);
        final long step = step(numbers);
        return step > 0
                && ((double) numbers[numbers.length - 1] - numbers[0]) / step + 1 <= MAX_SPREAD * numbers.length;
    }

    private static long step(final long[] sorted) {
        long step = Long.MAX_VALUE;
        for (int i = 1; i < sorted.length; i++) {
            step = Math.min(step, sorted[i] - sorted[i - 1]);
        }
        return step;
    }
}
