// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The stream that a model is read from. It counts the bytes, keeps the last ones, and records whether the source itself
 * failed; it never closes the source. By the zip's end record, which {@link java.util.zip.ZipInputStream} ignores, it
 * detects files that are cut off.
 */
final class SourceStream extends ForwardStream {
    private static final int END_RECORD = 22;
    private static final int END_SIGNATURE = 0x06054b50;

    private final byte[] tail = new byte[END_RECORD];
    private long count;
    private boolean failed;

    SourceStream(final InputStream source) {
        super(source);
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException {
        failed = true;
        final int got = in.read(target, offset, length);
        failed = false;
        if (got > 0) {
            final int kept = Math.min(got, END_RECORD);
            System.arraycopy(tail, kept, tail, 0, END_RECORD - kept);
            System.arraycopy(target, offset + got - kept, tail, END_RECORD - kept, kept);
            count += got;
        }
        return got;
    }

    long count() {
        return count;
    }

    /** Whether the last read threw an exception: then the source has failed, not its content. */
    boolean failed() {
        return failed;
    }

    /** Reads to the end, which must be the end record of a zip with this number of entries. */
    void expectEnd(final int entries, final int maxBytes) throws IOException {
        final byte[] rest = new byte[4096];
        final long begin = count;
        while (read(rest, 0, rest.length) >= 0) {
            if (count - begin > maxBytes) {
                throw new InvalidModelException(
                        "The model file has more bytes after its last entry; it must end there");
            }
        }
        final ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        final boolean whole = end.getInt(0) == END_SIGNATURE
                && end.getShort(10) == entries
                && (end.getInt(12) & 0xffffffffL) + (end.getInt(16) & 0xffffffffL) + END_RECORD == count;
        if (!whole) {
            throw new InvalidModelException(
                    ("The model file is cut off or damaged: its last bytes, of %2$d, are not the end of a zip of %1$d "
                                    + "entries")
                            .formatted(entries, count));
        }
    }
}
