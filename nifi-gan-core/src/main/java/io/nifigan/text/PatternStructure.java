// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A few patterns of fixed texts with numbers and words between them, such as {@code POINT (8.5 47.3)}. A part that is
 * the same in all texts of a pattern belongs to its fixed texts.
 */
final class PatternStructure extends CellStructure {
    /** A token: a date, a timestamp, a number or a word. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?"
                    + "(?![\\p{L}\\p{N}])"
                    + "|(?<![\\p{L}\\p{N})])-\\d+(?:\\.\\d+)?(?![\\p{L}\\p{N}]|\\.\\d)"
                    + "|(?<!\\d\\.)\\d+(?:\\.\\d+)?(?![\\p{L}\\p{N}]|\\.\\d)|[\\p{L}\\p{N}]+");

    private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final int MAX_PARTS = 60;
    /** Minimum number of texts of a pattern. */
    private static final int MIN_SHARED = 5;
    /** Minimum number of words that all texts of a sentence share. */
    private static final int MIN_WORDS = 2;
    /** Minimum share of texts that are coordinates or sentences. */
    private static final double MOST = .8;

    /** The fixed texts of a pattern by the texts between its tokens; which tokens are fixed, and their texts. */
    private final Map<String, List<String>> fixed;

    private final boolean coordinates;

    private PatternStructure(final Map<String, List<String>> fixed, final boolean coordinates) {
        this.fixed = fixed;
        this.coordinates = coordinates;
    }

    /** A text as tokens with the texts around them. */
    private record Tokens(List<String> between, List<String> tokens) {
        static Tokens of(final String text) {
            final List<String> between = new ArrayList<>();
            final List<String> tokens = new ArrayList<>();
            final Matcher token = TOKEN.matcher(text);
            int at = 0;
            while (tokens.size() <= MAX_PARTS && token.find()) {
                between.add(text.substring(at, token.start()));
                tokens.add(token.group());
                at = token.end();
            }
            between.add(text.substring(at));
            return new Tokens(between, tokens);
        }

        String signature() {
            final StringBuilder signature = new StringBuilder(String.join("\n", between));
            tokens.forEach(token -> signature.append(NUMBER.matcher(token).matches() ? 'N' : 'W'));
            return signature.toString();
        }
    }

    static Optional<PatternStructure> find(final List<String> sample) {
        final Map<String, List<Tokens>> groups = new LinkedHashMap<>();
        for (final String text : sample) {
            final Tokens tokens = Tokens.of(text);
            if (!tokens.tokens.isEmpty() && tokens.tokens.size() <= MAX_PARTS) {
                groups.computeIfAbsent(tokens.signature(), key -> new ArrayList<>())
                        .add(tokens);
            }
        }
        groups.values().removeIf(group -> group.size() < MIN_SHARED);
        final int covered = groups.values().stream().mapToInt(List::size).sum();
        if (covered < NEARLY_ALL * sample.size()) {
            return Optional.empty();
        }
        final Map<String, List<String>> fixed = new HashMap<>();
        int places = 0;
        int sentences = 0;
        for (final Map.Entry<String, List<Tokens>> group : groups.entrySet()) {
            final List<String> shared = shared(group.getValue());
            fixed.put(group.getKey(), shared);
            if (isPlace(group.getValue())) {
                places += group.getValue().size();
            } else if (isSentence(group.getValue().getFirst(), shared)) {
                sentences += group.getValue().size();
            }
        }
        return places + sentences >= MOST * sample.size()
                ? Optional.of(new PatternStructure(fixed, places > sentences))
                : Optional.empty();
    }

    /** For each token its text where all texts share it, else null. */
    private static List<String> shared(final List<Tokens> group) {
        final List<String> shared = new ArrayList<>();
        for (int i = 0; i < group.getFirst().tokens.size(); i++) {
            final String first = group.getFirst().tokens.get(i);
            final int place = i;
            shared.add(group.stream().allMatch(text -> text.tokens.get(place).equals(first)) ? first : null);
        }
        return shared;
    }

    /** Whether two or more parts are numbers with decimals in most texts. */
    private static boolean isPlace(final List<Tokens> group) {
        int found = 0;
        for (int i = 0; i < group.getFirst().tokens.size(); i++) {
            final int place = i;
            final long decimals = group.stream()
                    .filter(text -> DECIMAL.matcher(text.tokens.get(place)).matches())
                    .count();
            found += decimals >= MOST * group.size() ? 1 : 0;
        }
        return found >= 2;
    }

    /** Whether words that all texts share stand among others. */
    private static boolean isSentence(final Tokens example, final List<String> shared) {
        final Set<String> words = new HashSet<>(shared);
        words.removeIf(word -> word == null || word.length() < 2 || !Character.isLetter(word.charAt(0)));
        return words.size() >= MIN_WORDS
                && shared.contains(null)
                && example.between.stream().anyMatch(text -> text.indexOf(' ') >= 0);
    }

    @Override
    CellPart parts(final String text) {
        final Tokens tokens = Tokens.of(text);
        final List<String> shared = fixed.get(tokens.signature());
        if (shared == null) {
            return null;
        }
        final List<String> labels = new ArrayList<>();
        final List<CellPart> parts = new ArrayList<>();
        final StringBuilder label = new StringBuilder(tokens.between.getFirst());
        for (int i = 0; i < shared.size(); i++) {
            if (shared.get(i) == null) {
                labels.add(label.toString());
                parts.add(new CellPart.Value(tokens.tokens.get(i), false));
                label.setLength(0);
            } else if (shared.get(i).equals(tokens.tokens.get(i))) {
                label.append(shared.get(i));
            } else {
                return null;
            }
            label.append(tokens.between.get(i + 1));
        }
        return new CellPart.Members("", labels, parts, "", label.toString());
    }

    @Override
    public String label() {
        return coordinates ? "several numbers in one text, as coordinates are" : "sentences of one pattern";
    }

    @Override
    public boolean isCertain() {
        return coordinates;
    }
}
