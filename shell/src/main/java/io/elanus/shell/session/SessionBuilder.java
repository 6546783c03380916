package io.elanus.shell.session;

import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts a session together. What has no default must be given: streams, engine and settings. */
public final class SessionBuilder {
  InputStream in = InputStream.nullInputStream();
  Writer out;
  Writer err;
  Screen screen = new NoScreen();
  Map<String, String> environment = Map.of();
  InstantSource clock = InstantSource.system();
  Interrupts interrupts = action -> () -> {};
  CommandHistory history = new NoHistory();
  EngineOpener opener;
  Path workingDirectory = Path.of("");
  Path home;
  Settings settings;
  boolean lasting;

  SessionBuilder() {}

  public SessionBuilder in(InputStream stream) {
    in = stream;
    return this;
  }

  public SessionBuilder out(Writer writer) {
    out = writer;
    return this;
  }

  public SessionBuilder err(Writer writer) {
    err = writer;
    return this;
  }

  public SessionBuilder screen(Screen theScreen) {
    screen = theScreen;
    return this;
  }

  public SessionBuilder environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  public SessionBuilder clock(InstantSource source) {
    clock = source;
    return this;
  }

  public SessionBuilder interrupts(Interrupts handler) {
    interrupts = handler;
    return this;
  }

  public SessionBuilder history(CommandHistory lines) {
    history = lines;
    return this;
  }

  public SessionBuilder opener(EngineOpener engineOpener) {
    opener = engineOpener;
    return this;
  }

  public SessionBuilder workingDirectory(Path directory) {
    workingDirectory = directory;
    return this;
  }

  /**
   * @param folder of the program; may be null
   */
  public SessionBuilder home(Path folder) {
    home = folder;
    return this;
  }

  public SessionBuilder settings(Settings values) {
    settings = values;
    return this;
  }

  /**
   * @param lasts whether the session goes on after its commands, as a person is there to type more
   */
  public SessionBuilder lasting(boolean lasts) {
    lasting = lasts;
    return this;
  }

  public Session build() {
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
    Objects.requireNonNull(opener, "opener");
    Objects.requireNonNull(settings, "settings");
    return new Session(this);
  }

  private static final class NoScreen implements Screen {
    @Override
    public boolean interactive() {
      return false;
    }

    @Override
    public boolean showsOutput() {
      return false;
    }

    @Override
    public boolean redraws() {
      return false;
    }

    @Override
    public int width() {
      return 80;
    }
  }

  private static final class NoHistory implements CommandHistory {
    @Override
    public List<String> lines() {
      return List.of();
    }

    @Override
    public void clear() {}
  }
}
