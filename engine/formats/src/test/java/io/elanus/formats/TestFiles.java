package io.elanus.formats;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.FieldSchema;
import io.elanus.api.RowBatch;
import io.elanus.base.ElanusException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes small files of each format and reads them back. */
final class TestFiles {
  private TestFiles() {}

  /** Writes bytes, compressed where the name ends in .gz. */
  static Path write(Path directory, String name, byte[] bytes) {
    try {
      return Files.write(directory.resolve(name), name.endsWith(".gz") ? gzip(bytes) : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path directory, String name, String text) {
    return write(directory, name, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** A .npy file of a version, with the header text given. */
  static byte[] npy(int version, String header, byte[] values) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(12 + text.length + values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    buffer.put((byte) version).put((byte) 0);
    if (version == 1) {
      buffer.putShort((short) text.length);
    } else {
      buffer.putInt(text.length);
    }
    buffer.put(text).put(values);
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  static String header(String descr, boolean fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
        .formatted(descr, fortran ? "True" : "False", shape);
  }

  static byte[] floats(ByteOrder order, float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(order);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  /** A .npy file of version 1 of little-endian float32 rows. */
  static byte[] npy(int rows, int dim, float... values) {
    return npy(
        1,
        header("<f4", false, "(%d, %d)".formatted(rows, dim)),
        floats(ByteOrder.LITTLE_ENDIAN, values));
  }

  /** Reads every batch. */
  static List<RowBatch> read(
      Path path, CollectionSchema schema, Map<String, String> map, int rows) {
    List<RowBatch> batches = new ArrayList<>();
    try (RowReader reader = RowFiles.open(path).read(schema, map, rows)) {
      RowBatch batch = reader.next();
      while (batch != null) {
        batches.add(batch);
        batch = reader.next();
      }
    }
    return batches;
  }

  /** Reads the only batch. */
  static Map<String, Column> readAll(Path path, CollectionSchema schema) {
    List<RowBatch> batches = read(path, schema, Map.of(), 1000);
    if (batches.size() != 1) {
      throw new AssertionError("one batch expected, got " + batches.size());
    }
    return batches.getFirst().columns();
  }

  /** Vectors only; the engine makes the keys. */
  static CollectionSchema vectors(int dim) {
    return schema(
        true,
        FieldSchema.scalar("id", io.elanus.api.DataType.INT64).asPrimaryKey(),
        FieldSchema.floatVector("vector", dim));
  }

  static CollectionSchema schema(boolean autoId, FieldSchema... fields) {
    return new CollectionSchema("words", "", List.of(fields), autoId);
  }

  static ElanusException failure(Runnable action) {
    try {
      action.run();
    } catch (ElanusException e) {
      return e;
    }
    throw new AssertionError("an error expected");
  }

  /** The message of the error that reading all of the file ends in. */
  static String failure(Path path, CollectionSchema schema) {
    return failure(() -> read(path, schema, Map.of(), 1000)).getMessage();
  }
}
