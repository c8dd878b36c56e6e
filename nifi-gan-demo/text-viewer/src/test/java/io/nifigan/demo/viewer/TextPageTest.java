// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextPageTest {
    private static String csv(final String text) throws IOException {
        final StringWriter page = new StringWriter();
        TextPage.csv(new StringReader(text), page);
        return page.toString();
    }

    private static String json(final String text) throws IOException {
        final StringWriter page = new StringWriter();
        TextPage.json(new StringReader(text), page);
        return page.toString();
    }

    @Test
    void csvIsATableInWhichContentIsNoMarkup() throws IOException {
        final String page = csv("name,note\nAda,\"a,b\"\nBob,<script>alert(1)</script>\n");
        assertTrue(page.contains("<tr><td>name</td><td>note</td></tr><tr><td>Ada</td><td>a,b</td></tr>"), page);
        assertTrue(page.contains("<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>"), page);
        assertFalse(page.contains("first 1,000 records"), page);
    }

    @Test
    void csvEndsAfterSoManyRecordsAndSaysSo() throws IOException {
        final String exact = csv("n\n" + "1\n".repeat(TextPage.MAX_RECORDS));
        assertFalse(exact.contains("<p>"), "all records are shown");
        final String cut = csv("n\n" + "1\n".repeat(TextPage.MAX_RECORDS + 1));
        assertEquals(TextPage.MAX_RECORDS + 2, cut.split("<tr>").length);
        assertTrue(cut.contains("These are the first 1,000 records."), "the cut is said");
    }

    @Test
    void brokenCsvIsShownUpToTheFault() throws IOException {
        final String page = csv("a\n1\n\"open\n");
        assertTrue(page.contains("<td>1</td>") && page.contains("This is not CSV"), page);
    }

    @Test
    void jsonHasAValueALine() throws IOException {
        final String page = json("[{\"a\":1.50,\"b\":[\"<x>\"]}]");
        assertTrue(page.contains("\"a\" : 1.50,\n"), page);
        assertTrue(page.contains("\"&lt;x&gt;\""), page);
    }

    @Test
    void jsonEndsAfterSoManyTokensAndSaysSo() throws IOException {
        assertTrue(json("[" + "1,".repeat(TextPage.MAX_TOKENS) + "1]").contains("the beginning of the file"));
    }

    @Test
    void brokenJsonIsShownUpToTheFault() throws IOException {
        final String page = json("{\"a\":1,");
        assertTrue(page.contains("\"a\" : 1") && page.contains("This is not JSON"), page);
    }
}
