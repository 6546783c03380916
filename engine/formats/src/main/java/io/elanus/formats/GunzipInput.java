package io.elanus.formats;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The decompressed bytes of all members of gzip data (RFC 1952), each checked against its length
 * and checksum. Behind the last member only zeros may stand, as tapes are padded with them; what
 * the JDK's stream takes for the end of the data, a damaged member behind a whole one, is an error.
 *
 * <p>Reading fails with EOFException where the data is cut short, else with ZipException.
 */
final class GunzipInput extends InputStream {
  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xE0;
  private static final int DEFLATE = 8;

  private final InputStream in;
  private final byte[] buffer;
  private final Inflater inflater = new Inflater(true);

  /** Of the header that is being read, then of the member's content. */
  private final CRC32 checksum = new CRC32();

  private int position;
  private int limit;

  /** Compressed bytes that came before those in the buffer. */
  private long before;

  private boolean ended;

  /** Reads the first header. */
  GunzipInput(InputStream in, int bufferSize) throws IOException {
    this.in = in;
    this.buffer = new byte[bufferSize];
    if (peek() < 0) {
      throw new EOFException();
    }
    readHeader();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        checksum.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsInput()) {
        position = limit;
        if (peek() < 0) {
          throw new EOFException();
        }
        inflater.setInput(buffer, position, limit - position);
      } else {
        throw damaged("a foreign dictionary");
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw damaged("damaged data (%s)".formatted(e.getMessage()));
    }
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    if (number(4) != checksum.getValue()) {
      throw damaged("another checksum");
    }
    if (number(4) != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw damaged("another length");
    }
    if (peek() == 0) {
      while (peek() == 0) {
        position++;
      }
      if (peek() >= 0) {
        throw damaged("other bytes");
      }
    }
    ended = peek() < 0;
    if (!ended) {
      readHeader();
    }
  }

  private void readHeader() throws IOException {
    checksum.reset();
    if (next() != 0x1F || next() != 0x8B) {
      throw damaged("other bytes");
    }
    if (next() != DEFLATE) {
      throw damaged("an unknown method");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw damaged("unknown flags");
    }
    // Time of the file, level of the compression, operating system.
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      long expected = checksum.getValue() & 0xFFFF;
      if (number(2) != expected) {
        throw damaged("another checksum of the header");
      }
    }
    checksum.reset();
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // Names and comments are of no use here.
    }
  }

  /** A little-endian number that no checksum covers. */
  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) take() << 8 * i;
    }
    return number;
  }

  /** The next byte of a header. */
  private int next() throws IOException {
    int value = take();
    checksum.update(value);
    return value;
  }

  private int take() throws IOException {
    int value = peek();
    if (value < 0) {
      throw new EOFException();
    }
    position++;
    return value;
  }

  /** The next compressed byte, -1 behind the last. */
  private int peek() throws IOException {
    if (position == limit) {
      before += limit;
      position = 0;
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[position] & 0xFF;
  }

  private ZipException damaged(String got) {
    return new ZipException("%s near byte %d".formatted(got, before + position));
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
