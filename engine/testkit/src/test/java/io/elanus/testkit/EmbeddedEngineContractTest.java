package io.elanus.testkit;

import io.elanus.api.Engine;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
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
