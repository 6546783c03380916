package io.elanus.shell;

import io.elanus.shell.session.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The entry point. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      // Nothing else is loaded for the question that scripts ask most.
      try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
        out.write(("elanus " + Version.TEXT + "\n").getBytes(StandardCharsets.UTF_8));
        return;
      } catch (IOException e) {
        // The program asks the same question once more, and says why it cannot be answered.
      }
    }
    System.exit(ProcessParts.program().run(args));
  }
}
