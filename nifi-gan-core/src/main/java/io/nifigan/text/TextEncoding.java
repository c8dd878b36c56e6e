// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The encoding of a file's characters, found in its bytes: UTF-8, UTF-16, UTF-32, or one byte a character. In the last
 * case nobody can tell which of these encodings it is, but what is read as windows-1252 or ISO-8859-1 and written the
 * same way has the very bytes again.
 *
 * @param charset the encoding
 * @param byteOrderMark whether the file begins with a byte order mark
 */
record TextEncoding(Charset charset, boolean byteOrderMark) {
    private static final int HEAD = 4_096;
    private static final int BLOCK = 1 << 16;
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    /** Bytes that windows-1252 does not define. */
    private static final byte[] NOT_WINDOWS = {(byte) 0x81, (byte) 0x8D, (byte) 0x8F, (byte) 0x90, (byte) 0x9D};

    static TextEncoding of(final CsvDialect.Source source) throws IOException {
        final byte[] head;
        try (InputStream in = source.open()) {
            head = in.readNBytes(HEAD);
        }
        refuseBinary(head);
        final TextEncoding marked = byMark(head);
        if (marked != null && !marked.charset.equals(StandardCharsets.UTF_8)) {
            return marked;
        }
        final Charset wide = byZeros(head);
        if (wide != null) {
            return new TextEncoding(wide, false);
        }
        try (InputStream in = source.open()) {
            return new TextEncoding(byBytes(in), marked != null);
        }
    }

    private static TextEncoding byMark(final byte[] head) {
        for (final Charset charset : new Charset[] {
            StandardCharsets.UTF_8,
            Charset.forName("UTF-32LE"),
            Charset.forName("UTF-32BE"),
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE
        }) {
            final byte[] mark = "\uFEFF".getBytes(charset);
            if (head.length >= mark.length && Arrays.equals(mark, Arrays.copyOf(head, mark.length))) {
                return new TextEncoding(charset, true);
            }
        }
        return null;
    }

    /** UTF-16 without a mark, where every other byte of most characters is zero; null where it is not. */
    private static Charset byZeros(final byte[] head) throws IOException {
        final int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        final int many = head.length / 4;
        if (zeros[0] + zeros[1] == 0) {
            return null;
        }
        if (zeros[0] > many && zeros[1] == 0) {
            return StandardCharsets.UTF_16BE;
        }
        if (zeros[1] > many && zeros[0] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        throw new IOException("it has bytes that are zero, so it is no text; export it as CSV");
    }

    private static void refuseBinary(final byte[] head) throws IOException {
        final String start = new String(head, 0, Math.min(4, head.length), StandardCharsets.ISO_8859_1);
        if (start.equals("PK\u0003\u0004")) {
            throw new IOException("it is a zip archive, perhaps an Excel workbook; export it as CSV");
        }
        if (start.equals("PAR1") || start.equals("Obj\u0001")) {
            throw new IOException(
                    "it is a %s file; convert it to CSV".formatted(start.equals("PAR1") ? "Parquet" : "Avro"));
        }
        if (start.startsWith("\u001F\u008B")) {
            throw new IOException("it is compressed with gzip; give it a name that ends in .gz");
        }
    }

    private static Charset byBytes(final InputStream in) throws IOException {
        final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        final ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        final CharBuffer chars = CharBuffer.allocate(BLOCK);
        long good = 0;
        long bad = 0;
        boolean windows = true;
        boolean end = false;
        while (!end) {
            final int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            end = read < 0;
            for (int i = bytes.position(); i < bytes.position() + read; i++) {
                final byte here = bytes.array()[i];
                if (here == 0) {
                    throw new IOException("it has bytes that are zero, so it is no text; export it as CSV");
                }
                windows &= here >= 0 || Arrays.binarySearch(NOT_WINDOWS, here) < 0;
            }
            bytes.position(bytes.position() + Math.max(0, read)).flip();
            CoderResult result = decoder.decode(bytes, chars, end);
            while (result.isError()) {
                bytes.position(bytes.position() + result.length());
                bad++;
                result = decoder.decode(bytes, chars, end);
            }
            chars.flip();
            good += chars.chars().filter(c -> c > 0x7F).count();
            chars.clear();
            bytes.compact();
        }
        if (bad == 0) {
            return StandardCharsets.UTF_8;
        }
        if (good > bad) {
            throw new IOException(
                    "it is UTF-8 but for %,d characters that are not; save it as UTF-8 again".formatted(bad));
        }
        return windows ? WINDOWS : StandardCharsets.ISO_8859_1;
    }
}
