// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose bytes are all read, one after the other, by one method. Closing it does not close its source. */
abstract class ForwardStream extends FilterInputStream {
    ForwardStream(final InputStream source) {
        super(source);
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;

    @Override
    public final int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final long skip(final long bytes) {
        return 0;
    }

    @Override
    public final boolean markSupported() {
        return false;
    }

    @Override
    public final void close() {
        // Whoever opened the source closes it.
    }
}
