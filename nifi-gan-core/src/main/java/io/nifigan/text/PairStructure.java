// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lists of keys with values, such as {@code a=1&b=2} or {@code colour: red; size: 40}. */
final class PairStructure extends CellStructure {
    private static final List<String> SEPARATORS =
            List.of("&", "; ", ";", ", ", ",", " | ", "|", "\r\n", "\n", "\t", " ");
    private static final List<String> SIGNS = List.of(": ", " = ", "=", ":");
    private static final List<String> BRACKETS = List.of("{}", "[]", "()", "<>");
    private static final Pattern KEY = Pattern.compile("['\"]?[\\p{L}_@$][\\p{L}\\p{N}_.$@\\[\\] -]{0,59}['\"]?");
    /** Texts of one key are better taken as a pattern. */
    private static final double MIN_PAIRS = 1.5;
    /** Minimum number of texts that share a key, or it is no word of the structure ... */
    private static final int MIN_SHARED = 5;
    /** ... and minimum share of pairs with such a key. */
    private static final double SHARED = .9;

    private static final int MAX_PAIRS = 100;

    private final String separator;
    private final String sign;

    private PairStructure(final String separator, final String sign) {
        this.separator = separator;
        this.sign = sign;
    }

    /** The separator and sign that give the most pairs. */
    static Optional<PairStructure> find(final List<String> sample) {
        PairStructure best = null;
        double most = MIN_PAIRS * sample.size();
        for (final String separator : SEPARATORS) {
            for (final String sign : SIGNS) {
                final PairStructure candidate = new PairStructure(separator, sign);
                if (candidate.parts(sample.getFirst()) == null && candidate.parts(sample.getLast()) == null) {
                    continue;
                }
                final long pairs = candidate.pairs(sample);
                if (pairs > most) {
                    most = pairs;
                    best = candidate;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** The number of pairs in the texts; 0 where too few texts have them or too few keys are shared. */
    private long pairs(final List<String> sample) {
        final Map<String, Integer> keys = new HashMap<>();
        int read = 0;
        for (final String text : sample) {
            if (parts(text) instanceof CellPart.Members members) {
                read++;
                members.labels().forEach(label -> keys.merge(label, 1, Integer::sum));
            }
        }
        final long all = keys.values().stream().mapToLong(Integer::intValue).sum();
        final long shared = keys.values().stream()
                .filter(count -> count >= MIN_SHARED)
                .mapToLong(Integer::intValue)
                .sum();
        return read >= NEARLY_ALL * sample.size() && shared >= SHARED * all ? all : 0;
    }

    @Override
    CellPart parts(final String text) {
        String open = text.startsWith("?") ? "?" : "";
        String close = "";
        for (final String pair : BRACKETS) {
            if (text.length() > 2 && text.charAt(0) == pair.charAt(0) && text.endsWith(pair.substring(1))) {
                open = pair.substring(0, 1);
                close = pair.substring(1);
            }
        }
        final String last = separator.strip();
        if (!last.isEmpty() && text.endsWith(last)) {
            close = last;
        }
        if (text.length() <= open.length() + close.length()) {
            return null;
        }
        final List<String> labels = new ArrayList<>();
        final List<CellPart> parts = new ArrayList<>();
        final String inner = text.substring(open.length(), text.length() - close.length());
        for (final String piece : inner.split(Pattern.quote(separator), -1)) {
            final int end = piece.indexOf(sign);
            if (end < 1
                    || labels.size() > MAX_PAIRS
                    || !KEY.matcher(piece.substring(0, end)).matches()) {
                return null;
            }
            final String label = piece.substring(0, end + sign.length());
            if (labels.contains(label)) {
                return null;
            }
            labels.add(label);
            parts.add(new CellPart.Value(piece.substring(end + sign.length()), false));
        }
        return new CellPart.Members(open, labels, parts, separator, close);
    }

    @Override
    public String label() {
        return "keys with values";
    }

    @Override
    public boolean isCertain() {
        return true;
    }
}
