package io.elanus.shell.run;

import io.elanus.shell.output.CsvPrinter;
import io.elanus.shell.output.JsonPrinter;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.output.Printer;
import io.elanus.shell.output.TablePrinter;
import io.elanus.shell.session.Session;

/** Makes the printer of a format. */
final class Printers {
  private Printers() {}

  static Printer of(OutputFormat format, Session session) {
    return switch (format) {
      case TABLE ->
          new TablePrinter(
              session.out(),
              session.err(),
              () -> session.screen().showsOutput() ? session.screen().width() : 0);
      case JSON -> new JsonPrinter(session.out(), session.err());
      case CSV -> new CsvPrinter(session.out(), session.err());
    };
  }
}
