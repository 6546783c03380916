package io.elanus.shell.run;

import io.elanus.shell.output.CsvPrinter;
import io.elanus.shell.output.JsonPrinter;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.output.Printer;
import io.elanus.shell.output.TablePrinter;
import io.elanus.shell.session.Session;
import java.io.Writer;

/** Makes the printer of a format, which writes answers to {@code out}. */
final class Printers {
  private Printers() {}

  static Printer of(OutputFormat format, Session session, Writer out) {
    return switch (format) {
      case TABLE ->
          new TablePrinter(
              out,
              session.messages(),
              () -> session.screen().showsOutput() ? session.screen().width() : 0);
      case JSON -> new JsonPrinter(out, session.messages());
      case CSV -> new CsvPrinter(out, session.messages(), session.screen().showsOutput());
    };
  }
}
