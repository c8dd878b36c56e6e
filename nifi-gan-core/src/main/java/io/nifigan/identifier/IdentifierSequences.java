// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises identifiers that count: 1, 2, 3 or CUST-000001, CUST-000002. */
final class IdentifierSequences {
    private static final Pattern COUNTED = Pattern.compile("(?s)(.*?)(\\d{1,17})(\\D*)");
    private static final double DENSE = 1.5;
    private static final int MIN = 5;
    private static final int MIN_NAMED = 20;
    private static final int LONGEST = 100;

    private IdentifierSequences() {}

    /**
     * @param values distinct values
     * @return null where they do not count
     */
    static PatternGenerator.Sequence find(final List<String> values) {
        if (values.size() < MIN || values.get(0).length() > LONGEST) {
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
        // What stands around the number is kept only where many values share it; a minus sign would count the wrong
        // way.
        if ("-".equals(prefix) || !(prefix + suffix).isEmpty() && numbers.length < MIN_NAMED || padded && !sameWidth) {
            return null;
        }
        return dense(numbers)
                ? new PatternGenerator.Sequence(
                        prefix, numbers[numbers.length - 1], step(numbers), padded ? width : 0, suffix)
                : null;
    }

    private static boolean dense(final long[] numbers) {
        Arrays.sort(numbers);
        final long step = step(numbers);
        return step > 0 && ((double) numbers[numbers.length - 1] - numbers[0]) / step + 1 <= DENSE * numbers.length;
    }

    private static long step(final long[] sorted) {
        long step = Long.MAX_VALUE;
        for (int i = 1; i < sorted.length; i++) {
            step = Math.min(step, sorted[i] - sorted[i - 1]);
        }
        return step;
    }
}
