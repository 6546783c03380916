package io.elanus.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the operating system says about the processor; the JDK does not tell which instructions it
 * has.
 */
final class ProcessorFlags {
  private ProcessorFlags() {}

  /** Whether the processor surely has a feature, by its name on Linux. */
  static boolean present(String flag) {
    try {
      return present(
          flag, Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1));
    } catch (IOException | RuntimeException unknown) {
      return false;
    }
  }

  static boolean present(String flag, List<String> cpuinfo) {
    Pattern word = Pattern.compile("flags\\s*:.*\\b" + flag + "\\b.*");
    return cpuinfo.stream().anyMatch(line -> word.matcher(line).matches());
  }
}
