package io.elanus.kernels;

/** The JDK's Vector API module, which a JVM that was not told to add it can still load late. */
final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /**
   * Whether the classes of the module can be used from here on; loads it where this JVM allows it.
   */
  static boolean available() {
    return ModuleLayer.boot().findModule(NAME).isPresent() || load();
  }

  // Adding the module at the start of the JVM costs every run 40 ms and a warning line that no flag
  // silences. The launcher exports this JDK package instead, by whose method the JVM itself loads
  // the
  // modules of its agents. Without the export, as in a program that embeds the engine, the call is
  // refused.
  private static boolean load() {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
      return true;
    } catch (ReflectiveOperationException refused) {
      return false;
    }
  }
}
