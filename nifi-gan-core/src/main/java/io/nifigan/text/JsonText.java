// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parser of JSON that keeps the blanks between tokens, so that a text can be written as it came. */
final class JsonText {
    private static final Pattern SCALAR =
            Pattern.compile("true|false|null|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");
    private static final int MAX_DEPTH = 30;

    private final String text;
    private int at;

    private JsonText(final String text) {
        this.text = text;
    }

    /** Signals that a text is no JSON; for speed without a stack trace. */
    private static final class NoJson extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final NoJson INSTANCE = new NoJson();

        private NoJson() {
            super(null, null, false, false);
        }
    }

    /** The object or array that a text is; null where it is none. */
    static CellPart parse(final String text) {
        final JsonText json = new JsonText(text);
        final String start = json.blanks();
        if (!json.isAt('{') && !json.isAt('[')) {
            return null;
        }
        try {
            final CellPart part = json.value(0, start);
            return json.at == text.length() ? part : null;
        } catch (final NoJson e) {
            return null;
        }
    }

    /** A value; the root takes the blanks around it into its own texts. */
    private CellPart value(final int depth, final String before) {
        if (depth > MAX_DEPTH || at >= text.length()) {
            throw NoJson.INSTANCE;
        }
        return switch (text.charAt(at)) {
            case '{' -> object(depth, before);
            case '[' -> array(depth, before);
            case '"' -> new CellPart.Value(string(), true);
            default -> {
                final Matcher scalar = SCALAR.matcher(text).region(at, text.length());
                if (!scalar.lookingAt()) {
                    throw NoJson.INSTANCE;
                }
                at = scalar.end();
                yield new CellPart.Value(scalar.group(), false);
            }
        };
    }

    private CellPart object(final int depth, final String before) {
        at++;
        final String open = before + "{" + blanks();
        final List<String> labels = new ArrayList<>();
        final List<CellPart> parts = new ArrayList<>();
        String separator = ",";
        String end = "";
        while (!isAt('}')) {
            final int key = at;
            string();
            blanks();
            expect(':');
            blanks();
            labels.add(text.substring(key, at));
            parts.add(value(depth + 1, ""));
            end = blanks();
            if (isAt(',')) {
                separator = end + separator();
                require('"');
            } else if (!isAt('}')) {
                throw NoJson.INSTANCE;
            }
        }
        at++;
        return new CellPart.Members(open, labels, parts, separator, end + "}" + (depth == 0 ? blanks() : ""));
    }

    private CellPart array(final int depth, final String before) {
        at++;
        final String open = before + "[" + blanks();
        final List<CellPart> parts = new ArrayList<>();
        String separator = ",";
        String end = "";
        while (!isAt(']')) {
            parts.add(value(depth + 1, ""));
            end = blanks();
            if (isAt(',')) {
                separator = end + separator();
                if (isAt(']')) {
                    throw NoJson.INSTANCE;
                }
            } else if (!isAt(']')) {
                throw NoJson.INSTANCE;
            }
        }
        at++;
        return new CellPart.Elements(open, parts, separator, end + "]" + (depth == 0 ? blanks() : ""));
    }

    private String separator() {
        at++;
        return "," + blanks();
    }

    /** Reads a string and gives its content without escapes. */
    private String string() {
        expect('"');
        final StringBuilder content = new StringBuilder();
        while (!isAt('"')) {
            if (at >= text.length() || text.charAt(at) < ' ') {
                throw NoJson.INSTANCE;
            }
            content.append(isAt('\\') ? escaped() : text.charAt(at));
            at++;
        }
        at++;
        return content.toString();
    }

    private char escaped() {
        at++;
        if (at >= text.length()) {
            throw NoJson.INSTANCE;
        }
        final int known = "\"\\/bfnrt".indexOf(text.charAt(at));
        if (known >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(known);
        }
        if (!isAt('u') || at + 4 >= text.length()) {
            throw NoJson.INSTANCE;
        }
        try {
            final int code = Integer.parseUnsignedInt(text, at + 1, at + 5, 16);
            at += 4;
            return (char) code;
        } catch (final NumberFormatException e) {
            throw NoJson.INSTANCE;
        }
    }

    private boolean isAt(final char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void require(final char c) {
        if (!isAt(c)) {
            throw NoJson.INSTANCE;
        }
    }

    private void expect(final char c) {
        require(c);
        at++;
    }

    private String blanks() {
        final int from = at;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(from, at);
    }
}
