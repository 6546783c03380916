package io.elanus.shell.session;

import io.elanus.api.BuildJob;
import io.elanus.api.Engine;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.PrivateFiles;
import io.elanus.core.EngineOptions;
import io.elanus.shell.output.JsonMessages;
import io.elanus.shell.output.Messages;
import io.elanus.shell.output.TextMessages;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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

  private final boolean lasting;
  private final List<BuildJob> background = new ArrayList<>();
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
    this.lasting = parts.lasting;
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

  /** Progress; what is said in words goes to {@link #messages}. */
  public Writer err() {
    return err;
  }

  /** Messages, notes and errors. */
  public Messages messages() {
    return settings.progress() == ProgressMode.JSON ? new JsonMessages(err) : new TextMessages(err);
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

  /**
   * Whether the session goes on after its commands, and with it the builds that they left running.
   */
  public boolean lasting() {
    return lasting;
  }

  /** Notes a build that a command started and did not wait for. */
  public void leaveRunning(BuildJob job) {
    background.add(job);
  }

  /** Notes that a later command waits for a build, and reports its end. */
  public void follow(BuildJob job) {
    background.remove(job);
  }

  /** The builds that commands started and did not wait for, oldest first. */
  public List<BuildJob> leftRunning() {
    return List.copyOf(background);
  }

  /**
   * Opens the engine at the first call, over data that is there: only what makes a collection may
   * make a data directory. May be called from any thread.
   *
   * @throws ElanusException NO_DATA_DIRECTORY where there is none
   */
  public synchronized Engine engine() {
    if (engine == null) {
      if (Files.exists(settings.dataDirectory())) {
        requireDirectory(settings.dataDirectory());
      }
      engine = opener.open(options().ofExistingData());
    }
    return engine;
  }

  /** The same, but that a data directory is made where there is none. */
  public synchronized Engine engineOfNewData() {
    if (engine == null) {
      requireDirectory(settings.dataDirectory());
      engine = opener.open(options());
    }
    return engine;
  }

  private EngineOptions options() {
    return new EngineOptions(
        settings.dataDirectory(),
        settings.threads(),
        EngineOptions.DEFAULT_MIN_SEGMENT_ROWS,
        settings.seed());
  }

  /** Makes the data directory, so that a name which cannot be one is told as such. */
  private static void requireDirectory(Path directory) {
    try {
      PrivateFiles.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw noDirectory(directory, e.getFile() + " is a file", e);
    } catch (AccessDeniedException e) {
      throw noDirectory(directory, "permission denied for " + e.getFile(), e);
    } catch (IOException e) {
      String reason = e instanceof FileSystemException system ? system.getReason() : null;
      throw noDirectory(
          directory, reason != null ? reason : "its place does not take directories", e);
    }
  }

  private static ElanusException noDirectory(Path directory, String reason, IOException cause) {
    return new ElanusException(
        ErrorCode.IO_FAILURE,
        "cannot keep data in %s: %s".formatted(directory, reason),
        "choose another directory with --data DIR",
        cause);
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

  /** Takes back a wish to end. */
  public void stay() {
    exitRequested = false;
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
