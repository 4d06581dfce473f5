package org.emconverge.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that may not give more than so many bytes: neither an endless answer nor a gzip bomb fills the disk. */
final class LimitedStream extends FilterInputStream {
    private final long limit;
    private long count;

    LimitedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        advance(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        advance(Math.max(n, 0));
        return n;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void advance(int n) throws IOException {
        count += n;
        if (count > limit) {
            throw new BadContentException(
                    "the content is above the limit of " + ByteSize.format(limit) + " (see --max-size)");
        }
    }
}
