// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo.viewer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Pages that show the beginning of a CSV or JSON file. */
final class TextPage {
    static final int MAX_RECORDS = 1_000;
    static final int MAX_TOKENS = 50_000;
    private static final String HEAD = """
            <!DOCTYPE html><meta charset="utf-8"><style>
            body { font: 13px sans-serif; margin: 12px } pre { font: 13px monospace; white-space: pre-wrap }
            table { border-collapse: collapse } td { border: 1px solid #ccc; padding: 2px 8px; white-space: nowrap }
            tr:first-child { font-weight: bold; background: #eee }
            </style>
            """;

    private TextPage() {}

    /** Writes the first records as a table. */
    static void csv(final Reader text, final Writer page) throws IOException {
        page.write(HEAD + "<table>");
        // The line of column names is one more.
        int left = MAX_RECORDS + 1;
        boolean more = false;
        try (CSVParser parser = CSVFormat.DEFAULT.parse(text)) {
            final Iterator<CSVRecord> records = parser.iterator();
            while (left-- > 0 && records.hasNext()) {
                page.write("<tr>");
                for (final String cell : records.next()) {
                    page.write("<td>" + escaped(cell) + "</td>");
                }
                page.write("</tr>");
            }
            more = records.hasNext();
        } catch (final java.io.UncheckedIOException | IllegalStateException e) {
            page.write("</table><p>This is not CSV: " + escaped(e.getMessage()) + "</p>");
            return;
        }
        page.write("</table>");
        if (more) {
            page.write("<p>These are the first %,d records.</p>".formatted(MAX_RECORDS));
        }
    }

    /** Writes the first tokens, each value on a line of its own. */
    static void json(final Reader text, final Writer page) throws IOException {
        final StringWriter lines = new StringWriter();
        String note = "";
        // What is open where the page ends stays open.
        try (JsonParser parser = new JsonFactory().createParser(text);
                JsonGenerator generator = new JsonFactory()
                        .createGenerator(lines)
                        .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                        .useDefaultPrettyPrinter()) {
            int left = MAX_TOKENS;
            while (parser.nextToken() != null) {
                if (left-- == 0) {
                    note = "This is the beginning of the file.";
                    break;
                }
                generator.copyCurrentEventExact(parser);
            }
        } catch (final com.fasterxml.jackson.core.JsonProcessingException e) {
            note = "This is not JSON: " + e.getOriginalMessage();
        }
        page.write(HEAD + "<pre>" + escaped(lines.toString()) + "</pre><p>" + escaped(note) + "</p>");
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
