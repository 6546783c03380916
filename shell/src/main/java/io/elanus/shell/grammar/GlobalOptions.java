package io.elanus.shell.grammar;

import picocli.CommandLine.Option;

/** The flags of the process. They may stand before or after the words of a command. */
public final class GlobalOptions {
  @Takes(ValueKind.DIRECTORY)
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory; ELANUS_DATA or the user's data folder if left out.")
  public String data;

  @Takes(ValueKind.OUTPUT_FORMAT)
  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "How answers are written: table, json or csv.")
  public String output;

  @Takes(ValueKind.PROGRESS_MODE)
  @Option(
      names = "--progress",
      paramLabel = "HOW",
      description = "How progress is shown: auto, plain, json or none.")
  public String progress;

  @Takes(ValueKind.COUNT)
  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      description = "Threads of builds and batch searches; all processors if left out.")
  public Integer threads;

  @Takes(ValueKind.FREE)
  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      description = "Refuse builds that need more memory, such as 512M or 4G.")
  public String memoryLimit;

  @Takes(ValueKind.FREE)
  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Seed of every random choice; 42 if left out.")
  public Long seed;

  @Option(names = "--no-color", description = "No colours; NO_COLOR does the same.")
  public boolean noColor;

  @Option(names = "--keep-going", description = "Go on with a script after an error.")
  public boolean keepGoing;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show where an internal error arose.")
  public boolean verbose;

  @Takes(ValueKind.FREE)
  @Option(
      names = {"-e", "--execute"},
      paramLabel = "COMMANDS",
      description = "Run these commands, separated by ; or new lines; nothing is asked.")
  public String execute;

  @Takes(ValueKind.FILE)
  @Option(
      names = {"-f", "--script"},
      paramLabel = "FILE",
      description = "Run the commands of a file, - for standard input; nothing is asked.")
  public String script;

  @Option(
      names = {"-h", "--help"},
      description = "Explain the program or a command.")
  public boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Print the version.")
  public boolean version;
}
