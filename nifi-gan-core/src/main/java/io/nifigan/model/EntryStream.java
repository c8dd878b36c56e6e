// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of one zip entry, limited to a maximum length. Closing it does not close the zip. */
final class EntryStream extends ForwardStream {
    private final String name;
    private final long max;
    private long count;

    EntryStream(final InputStream zip, final String name, final long max) {
        super(zip);
        this.name = name;
        this.max = max;
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

    /** Reads to the end, at which the zip verifies its checksum. */
    void drain() throws IOException {
        final byte[] rest = new byte[4096];
        int got = 0;
        while (got >= 0) {
            got = read(rest, 0, rest.length);
        }
    }
}
