package io.elanus.formats;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a NumPy array file, versions 1 to 3:
 *
 * <pre>
 * 6 bytes  0x93 "NUMPY"
 * 2 bytes  major and minor version
 * 2 bytes  (version 1) or 4 bytes (2, 3): length of the text, little-endian
 * text     {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), } and padding
 * </pre>
 *
 * @param shape as many numbers as the array has dimensions
 * @param dataOffset where the values begin
 */
record NpyHeader(
    ElementType type, ByteOrder order, boolean fortranOrder, long[] shape, int dataOffset) {
  /** Bytes that say where the text ends. */
  static final int PREFIX = 12;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_TEXT = 1 << 20;
  private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"])(.*?)\\1");
  private static final Pattern ANY_DESCR = Pattern.compile("['\"]descr['\"]\\s*:");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  /** The offset of the values, from the first {@link #PREFIX} bytes of the file. */
  static int dataOffset(SourceFile file, byte[] prefix) {
    if (!Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw file.malformed("must begin with the NumPy magic bytes, is it a .npy file?");
    }
    int major = prefix[6];
    int low = (prefix[8] & 0xFF) | (prefix[9] & 0xFF) << 8;
    long length =
        switch (major) {
          case 1 -> low;
          case 2, 3 -> low | (prefix[10] & 0xFFL) << 16 | (prefix[11] & 0xFFL) << 24;
          default -> throw file.malformed(".npy version must be in [1, 3], got " + major);
        };
    if (length > MAX_TEXT) {
      throw file.malformed(
          ".npy header must have at most %d bytes, got %d".formatted(MAX_TEXT, length));
    }
    return (int) length + (major == 1 ? 10 : 12);
  }

  /**
   * @param head every byte before the values
   */
  static NpyHeader parse(SourceFile file, byte[] head) {
    int textStart = head[6] == 1 ? 10 : 12;
    String text =
        new String(
            head,
            textStart,
            head.length - textStart,
            head[6] == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!order.find() || !shape.find() || !ANY_DESCR.matcher(text).find()) {
      throw file.malformed(
          ".npy header must hold descr, fortran_order and shape, got " + text.strip());
    }
    String descr = descr(file, text);
    return new NpyHeader(
        type(file, descr),
        descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        order.group(1).equals("True"),
        shape(file, shape.group(1)),
        head.length);
  }

  private static String descr(SourceFile file, String text) {
    Matcher descr = DESCR.matcher(text);
    if (!descr.find() || descr.group(2).isEmpty()) {
      throw file.malformed("dtype must be of plain numbers, got a structured one");
    }
    return descr.group(2);
  }

  private static ElementType type(SourceFile file, String descr) {
    return switch (descr.replaceFirst("^[<>=|]", "")) {
      case "f2" -> ElementType.FLOAT16;
      case "f4" -> ElementType.FLOAT32;
      case "f8" -> ElementType.FLOAT64;
      case "i1" -> ElementType.INT8;
      case "u1" -> ElementType.UINT8;
      case "i2" -> ElementType.INT16;
      case "i4" -> ElementType.INT32;
      case "i8" -> ElementType.INT64;
      case "O" -> throw file.malformed("dtype must be a number type, got object (pickled values)");
      default ->
          throw file.malformed(
              "dtype must be float16, float32, float64, int8, uint8, int16, int32 or int64, got "
                  + descr);
    };
  }

  private static long[] shape(SourceFile file, String text) {
    try {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(number -> !number.isEmpty())
          .mapToLong(number -> Long.parseLong(number.replace("L", "")))
          .toArray();
    } catch (NumberFormatException _) {
      throw file.malformed("shape must be of whole numbers, got (" + text + ")");
    }
  }

  /** As NumPy prints it: "(3, 4)", "(3,)". */
  String shapeText() {
    String inner = Arrays.toString(shape);
    String numbers = inner.substring(1, inner.length() - 1);
    return "(" + numbers + (shape.length == 1 ? ",)" : ")");
  }
}
