// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of one zip entry, limited to a maximum length. Closing it does not close the zip. */
final class EntryStream extends FilterInputStream {
    private final String name;
    private final long max;
    private long count;

    EntryStream(final InputStream zip, final String name, final long max) {
        super(zip);
        this.name = name;
        this.max = max;
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException {
        final int got = in.read(target, offset, length);
        count += Math.max(0, got);
        if (count > max) {
            throw new InvalidModelException(
                    "The entry %s is larger than %,d bytes, the most that it may have".formatted(name, max));
        }
        return got;
    }

    @Override
    public long skip(final long bytes) {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        // The zip stays open for the next entry.
    }

    /** Reads to the end, at which the zip verifies its checksum. */
    void drain() throws IOException {
        final byte[] rest = new byte[4096];
        int got = 0;
        while (got >= 0) {
            got = read(rest, 0, rest.length);
        }
    }
}
