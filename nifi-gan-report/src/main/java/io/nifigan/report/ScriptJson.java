// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A JSON writer for data inside a script element. It escapes less-than, greater-than and ampersand, so that no content
 * can end the element or start another one.
 */
final class ScriptJson {
    private static final ObjectWriter WRITER = writer();

    private ScriptJson() {}

    private static ObjectWriter writer() {
        final JsonMapper mapper = JsonMapper.builder().build();
        mapper.getFactory().setCharacterEscapes(new HtmlEscapes());
        return mapper.writerFor(mapper.getTypeFactory().constructMapType(Map.class, String.class, Chart.class));
    }

    static String of(final Map<String, Chart> charts) {
        try {
            return WRITER.writeValueAsString(charts);
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The characters that JSON must escape, and those with a meaning in HTML. */
    private static final class HtmlEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final char LINE_SEPARATOR = '\u2028';
        private static final char PARAGRAPH_SEPARATOR = '\u2029';

        @Override
        public int[] getEscapeCodesForAscii() {
            final int[] codes = standardAsciiEscapesForJSON();
            for (final char c : new char[] {'<', '>', '&', '\''}) {
                codes[c] = ESCAPE_STANDARD;
            }
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(final int character) {
            return character == LINE_SEPARATOR || character == PARAGRAPH_SEPARATOR
                    ? new SerializedString(String.format("\\u%04x", character))
                    : null;
        }
    }
}
