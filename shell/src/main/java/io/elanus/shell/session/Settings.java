package io.elanus.shell.session;

import io.elanus.shell.output.OutputFormat;
import java.nio.file.Path;

/**
 * What the flags of the process set.
 *
 * @param dataDirectory where the engine keeps its files
 * @param dataPlace why it is that directory
 * @param threads 0 for all processors
 * @param memoryLimitBytes 0 for no limit
 * @param color whether escape sequences may colour the output
 * @param keepGoing whether a script goes on after an error
 * @param verbose whether an internal error shows its stack trace
 */
public record Settings(
    Path dataDirectory,
    DataPlace dataPlace,
    OutputFormat format,
    ProgressMode progress,
    int threads,
    long memoryLimitBytes,
    long seed,
    boolean color,
    boolean keepGoing,
    boolean verbose) {

  public Settings withFormat(OutputFormat newFormat) {
    return new Settings(
        dataDirectory,
        dataPlace,
        newFormat,
        progress,
        threads,
        memoryLimitBytes,
        seed,
        color,
        keepGoing,
        verbose);
  }

  public Settings withTemporaryData(Path directory) {
    return new Settings(
        directory,
        DataPlace.TEMPORARY,
        format,
        progress,
        threads,
        memoryLimitBytes,
        seed,
        color,
        keepGoing,
        verbose);
  }
}
