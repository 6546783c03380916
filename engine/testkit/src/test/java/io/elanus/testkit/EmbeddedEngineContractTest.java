package io.elanus.testkit;

import io.elanus.core.Engine;
import io.elanus.core.EngineOptions;
import io.elanus.core.embedded.EmbeddedEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The embedded engine keeps the contract. */
class EmbeddedEngineContractTest extends EngineContract {
  @TempDir Path directory;

  @Override
  Engine open() {
    return EmbeddedEngine.open(EngineOptions.at(directory.resolve("data")));
  }
}
