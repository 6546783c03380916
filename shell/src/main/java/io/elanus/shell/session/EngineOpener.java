package io.elanus.shell.session;

import io.elanus.api.Engine;
import io.elanus.core.EngineOptions;

/** Opens the engine of a session. */
public interface EngineOpener {
  Engine open(EngineOptions options);
}
