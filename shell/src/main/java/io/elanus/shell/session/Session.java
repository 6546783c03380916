package io.elanus.shell.session;

import io.elanus.core.Engine;
import io.elanus.core.EngineOptions;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * One run of the shell. Commands of one session run one after the other on one thread; only
 * interrupts come from another.
 */
public final class Session implements AutoCloseable {
  private final InputStream in;
  private final Writer out;
  private final Writer err;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Interrupts interrupts;
  private final Screen screen;
  private final CommandHistory history;
  private final Path home;
  private final EngineOpener opener;
  private final Path workingDirectory;

  private Settings settings;
  private Engine engine;
  private String collectionInUse;
  private boolean exitRequested;

  Session(SessionBuilder parts) {
    this.in = parts.in;
    this.out = parts.out;
    this.err = parts.err;
    this.screen = parts.screen;
    this.environment = parts.environment;
    this.clock = parts.clock;
    this.interrupts = parts.interrupts;
    this.history = parts.history;
    this.opener = parts.opener;
    this.workingDirectory = parts.workingDirectory;
    this.home = parts.home;
    this.settings = parts.settings;
  }

  public static SessionBuilder builder() {
    return new SessionBuilder();
  }

  public InputStream in() {
    return in;
  }

  /** Data, and nothing else. */
  public Writer out() {
    return out;
  }

  /** Messages, errors, progress. */
  public Writer err() {
    return err;
  }

  public Screen screen() {
    return screen;
  }

  public Map<String, String> environment() {
    return environment;
  }

  public InstantSource clock() {
    return clock;
  }

  public Interrupts interrupts() {
    return interrupts;
  }

  public CommandHistory history() {
    return history;
  }

  /**
   * The folder of the program, which holds the data of the demonstration; empty where it is not
   * known.
   */
  public Optional<Path> home() {
    return Optional.ofNullable(home);
  }

  /** The file that a user's relative or ~ path means. */
  public Path file(String path) {
    String home = environment.get("HOME");
    if (home != null && (path.equals("~") || path.startsWith("~/"))) {
      return Path.of(home + path.substring(1));
    }
    return workingDirectory.resolve(path);
  }

  public Settings settings() {
    return settings;
  }

  public void change(Settings newSettings) {
    settings = newSettings;
  }

  /** Opens the engine at the first call. May be called from any thread. */
  public synchronized Engine engine() {
    if (engine == null) {
      engine =
          opener.open(
              new EngineOptions(
                  settings.dataDirectory(),
                  settings.threads(),
                  EngineOptions.DEFAULT_MIN_SEGMENT_ROWS,
                  settings.seed()));
    }
    return engine;
  }

  /** Whether the engine is open already; names can be completed from it then without waiting. */
  public synchronized boolean engineOpen() {
    return engine != null;
  }

  public Optional<String> collectionInUse() {
    return Optional.ofNullable(collectionInUse);
  }

  /**
   * @param collection null for none
   */
  public void use(String collection) {
    collectionInUse = collection;
  }

  public boolean exitRequested() {
    return exitRequested;
  }

  /** Ends the shell after the running command. */
  public void requestExit() {
    exitRequested = true;
  }

  /** Closes the engine; the next command that needs it opens it again. */
  public synchronized void closeEngine() {
    Engine open = engine;
    engine = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closeEngine();
  }
}
