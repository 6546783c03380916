package io.elanus.formats;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The records of a file in the format of RFC 4180: cells divided by a separator, in quotes where
 * they hold separators, line ends or quotes, a quote within quotes doubled. The separator is a tab
 * in a .tsv file, else what the header has: commas, or without any semicolons or tabs. Lines end in
 * LF, CR or both; empty lines are left out; UTF-8.
 *
 * <p>The cells of the current record lie one after another in {@link #text}; nothing is allocated
 * for a record.
 */
final class CsvRecords implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** Far above a row of the widest vectors, far below what fills the memory of a small JVM. */
  private static final int MAX_RECORD = 1 << 22;

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int END = -1;

  private final SourceFile file;
  private final CountingInput.Counter counter = new CountingInput.Counter();
  private final char separator;
  private final Reader reader;
  private final char[] buffer = new char[BUFFER];
  private int position;
  private int limit;

  private char[] text = new char[1024];
  private int length;
  private int[] ends = new int[16];
  private int cells;

  /** The line being read, and the one on which the current record began; both from 1. */
  private long line = 1;

  private long recordLine;

  CsvRecords(SourceFile file) {
    this.file = file;
    // A decoder of our own reports malformed bytes; the default one replaces them silently.
    this.reader =
        new InputStreamReader(
            file.stream(counter),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    if (peek() == BYTE_ORDER_MARK) {
      position++;
    }
    this.separator = file.format() == FileFormat.TSV ? '\t' : separatorOfHeader();
  }

  /**
   * A comma, unless the header has none outside of quotes: then the semicolon that spreadsheets
   * write where the comma is in numbers, or a tab, if the header has one.
   */
  private char separatorOfHeader() {
    boolean quoted = false;
    boolean semicolon = false;
    boolean tab = false;
    for (int i = position; i < limit; i++) {
      char c = buffer[i];
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n' || c == '\r')) {
        if (c == ',') {
          return ',';
        }
        if (semicolon || tab) {
          break;
        }
      } else if (!quoted) {
        semicolon |= c == ';';
        tab |= c == '\t';
      }
    }
    return semicolon ? ';' : tab ? '\t' : ',';
  }

  /** Moves to the next record; false after the last. */
  boolean next() {
    int c = peek();
    while (c == '\n' || c == '\r') {
      endLine();
      c = peek();
    }
    if (c == END) {
      return false;
    }
    recordLine = line;
    length = 0;
    cells = 0;
    while (true) {
      if (peek() == '"') {
        quotedCell();
      } else {
        plainCell();
      }
      endCell();
      if (peek() != separator) {
        break;
      }
      position++;
    }
    if (peek() != END) {
      endLine();
    }
    return true;
  }

  private void plainCell() {
    while (peek() != END) {
      int end = position;
      while (end < limit && !endsCell(buffer[end])) {
        end++;
      }
      append(position, end);
      position = end;
      if (end < limit) {
        return;
      }
    }
  }

  private boolean endsCell(char c) {
    return c == separator || c == '\n' || c == '\r';
  }

  private void quotedCell() {
    long opened = line;
    position++;
    while (true) {
      if (peek() == END) {
        throw malformed(opened, "a quote is opened and never closed");
      }
      int end = position;
      while (end < limit && buffer[end] != '"') {
        if (buffer[end] == '\n') {
          line++;
        }
        end++;
      }
      append(position, end);
      position = end;
      if (end == limit) {
        continue;
      }
      position++;
      int after = peek();
      if (after == '"') {
        append(position, position + 1);
        position++;
      } else if (after == END || endsCell((char) after)) {
        return;
      } else {
        throw malformed(
            line, "a closing quote must end its cell, got %c after it".formatted(after));
      }
    }
  }

  private void append(int from, int to) {
    int count = to - from;
    if (length + count > MAX_RECORD) {
      throw malformed(
          recordLine,
          "a row must have at most %d characters, got more; is a quote or a line end missing?"
              .formatted(MAX_RECORD));
    }
    if (length + count > text.length) {
      text = Arrays.copyOf(text, Math.max(length + count, text.length * 2));
    }
    System.arraycopy(buffer, from, text, length, count);
    length += count;
  }

  private void endCell() {
    if (cells == ends.length) {
      ends = Arrays.copyOf(ends, cells * 2);
    }
    ends[cells++] = length;
  }

  private void endLine() {
    boolean carriageReturn = peek() == '\r';
    position++;
    if (carriageReturn && peek() == '\n') {
      position++;
    }
    line++;
  }

  private int peek() {
    if (position == limit) {
      try {
        position = 0;
        limit = Math.max(0, reader.read(buffer, 0, BUFFER));
      } catch (CharacterCodingException e) {
        throw new ElanusException(
            ErrorCode.MALFORMED_FILE,
            "%s:%d: text must be UTF-8, near this line it is not".formatted(file.name(), line),
            null,
            e);
      } catch (IOException e) {
        throw file.failure(e);
      }
      if (limit == 0) {
        return END;
      }
    }
    return buffer[position];
  }

  private ElanusException malformed(long atLine, String message) {
    return new ElanusException(
        ErrorCode.MALFORMED_FILE, "%s:%d: %s".formatted(file.name(), atLine, message));
  }

  int cells() {
    return cells;
  }

  char[] text() {
    return text;
  }

  int start(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }

  int end(int cell) {
    return ends[cell];
  }

  String cell(int cell) {
    return new String(text, start(cell), end(cell) - start(cell));
  }

  /** The line on which the current record begins, from 1. */
  long line() {
    return recordLine;
  }

  long bytesRead() {
    return counter.bytes();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw file.failure(e);
    }
  }
}
