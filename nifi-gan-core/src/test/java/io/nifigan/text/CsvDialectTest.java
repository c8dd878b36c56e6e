// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDialectTest {
    private static final String COMMAS = "name,city\nJosé,Zürich\nAnn,\"Bern, BE\"\n";

    private static CsvDialect of(final byte[] content) throws IOException {
        return CsvDialect.of(() -> new ByteArrayInputStream(content));
    }

    private static CsvDialect of(final String content) throws IOException {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void commasInUtf8AreStandard() throws IOException {
        assertEquals(CsvDialect.STANDARD, of(COMMAS));
        assertTrue(of("\uFEFF" + COMMAS).byteOrderMark());
        assertEquals("\r\n", of(COMMAS.replace("\n", "\r\n")).lineEnd());
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE,true", "UTF-16BE,true", "UTF-16LE,false", "UTF-16BE,false", "UTF-32LE,true", "UTF-8,true"})
    void wideEncodingsAreFoundWithAndWithoutMark(final String charset, final boolean mark) throws IOException {
        final CsvDialect found = of(((mark ? "\uFEFF" : "") + COMMAS).getBytes(Charset.forName(charset)));

        assertEquals(new CsvDialect(Charset.forName(charset), mark, ',', "\n"), found);
    }

    @Test
    void oneByteACharacterIsReadSoThatAllBytesComeBack() throws IOException {
        assertEquals(
                "windows-1252",
                of(COMMAS.getBytes(StandardCharsets.ISO_8859_1)).charset().name());
        final byte[] all = new byte[512];
        for (int i = 0; i < 256; i++) {
            all[2 * i] = (byte) Math.max(i, 32);
            all[2 * i + 1] = ',';
        }
        final Charset found = of(all).charset();
        assertEquals(StandardCharsets.ISO_8859_1, found);
        assertEquals(new String(all, StandardCharsets.ISO_8859_1), new String(all, found));
    }

    @Test
    void aCharacterThatIsNotAsciiMayComeLate() throws IOException {
        final byte[] late = ("a,b\n" + "1,2\n".repeat(100_000) + "é,3\n").getBytes(StandardCharsets.ISO_8859_1);

        assertEquals("windows-1252", of(late).charset().name());
        final String utf8 = "a,b\n" + "1,é\n".repeat(100_000);
        assertEquals(StandardCharsets.UTF_8, of(utf8).charset());
    }

    @ParameterizedTest
    @CsvSource({"'\t'", "';'", "'|'"})
    void otherSeparatorsAreFound(final char separator) throws IOException {
        final String rows = "id#price#note\n1#3,50#\"a, b\"\n2#4,25#c\n3#5#d\n".replace('#', separator);

        assertEquals(separator, of(rows).separator());
    }

    @Test
    void separatorsWithinCellsAreNone() throws IOException {
        assertEquals(',', of("a;b,c\n1;2,3\n4;5,6\n").separator());
        assertEquals(',', of("path\na|b\nc\nd|e|f\n").separator());
        assertEquals(',', of("tags|words\nred\ngreen\nblue|green\n").separator());
        assertEquals(',', of("a,b\n1,2\n1,2,3\n").separator());
    }

    @Test
    void aStrayLineDoesNotHideTheSeparator() throws IOException {
        assertEquals('\t', of("a\tb\n1\t2\n3\t4\n5\t6\t7\n").separator());
    }

    @Test
    void whatIsNoTextIsNamed() {
        assertSays("zip archive", "PK\u0003\u0004....".getBytes(StandardCharsets.ISO_8859_1));
        assertSays("Parquet", "PAR1....".getBytes(StandardCharsets.ISO_8859_1));
        assertSays("gzip", "\u001F\u008B....".getBytes(StandardCharsets.ISO_8859_1));
        assertSays("bytes that are zero", "a,b\n1,\u0000\u0000\u0000x\n".getBytes(StandardCharsets.UTF_8));
        final byte[] damaged = "n,c\né,ü\nö,ä\nx,#\n".getBytes(StandardCharsets.UTF_8);
        damaged[damaged.length - 2] = (byte) 0xE9;
        assertSays("UTF-8 but for 1", damaged);
    }

    private static void assertSays(final String part, final byte[] content) {
        final String message =
                assertThrows(IOException.class, () -> of(content)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
