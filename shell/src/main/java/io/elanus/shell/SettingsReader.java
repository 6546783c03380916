package io.elanus.shell;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EngineOptions;
import io.elanus.shell.grammar.GlobalOptions;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.session.DataPlace;
import io.elanus.shell.session.ProgressMode;
import io.elanus.shell.session.Settings;
import java.nio.file.Path;
import java.util.Map;

/** Settings from flags, then the environment, then defaults. */
final class SettingsReader {
  private SettingsReader() {}

  static Settings read(GlobalOptions options, Map<String, String> environment) {
    if (options.threads != null && options.threads < 1) {
      throw new ElanusException(
          ErrorCode.USAGE, "--threads must be at least 1, got " + options.threads);
    }
    return new Settings(
        dataDirectory(options.data, environment),
        options.data != null ? DataPlace.NAMED : DataPlace.USUAL,
        options.output == null ? OutputFormat.TABLE : OutputFormat.parse(options.output),
        options.progress == null ? ProgressMode.AUTO : ProgressMode.parse(options.progress),
        options.threads == null ? 0 : options.threads,
        options.memoryLimit == null ? 0 : ByteSizes.parse("--memory-limit", options.memoryLimit),
        options.seed == null ? EngineOptions.DEFAULT_SEED : options.seed,
        !options.noColor && isEmpty(environment.get("NO_COLOR")),
        options.keepGoing,
        options.verbose);
  }

  /** The XDG base directory specification ignores relative paths in its variables. */
  private static Path dataDirectory(String flag, Map<String, String> environment) {
    if (flag != null) {
      if (flag.isBlank()) {
        throw new ElanusException(
            ErrorCode.USAGE, "--data must name a directory, got an empty name");
      }
      return Path.of(flag);
    }
    if (!isEmpty(environment.get("ELANUS_DATA"))) {
      return Path.of(environment.get("ELANUS_DATA"));
    }
    String xdg = environment.get("XDG_DATA_HOME");
    if (!isEmpty(xdg) && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg, "elanus");
    }
    String home = environment.get("HOME");
    if (isEmpty(home)) {
      throw new ElanusException(
          ErrorCode.USAGE, "no data directory: HOME is not set", "give one with --data DIR");
    }
    return Path.of(home, ".local", "share", "elanus");
  }

  private static boolean isEmpty(String value) {
    return value == null || value.isEmpty();
  }
}
