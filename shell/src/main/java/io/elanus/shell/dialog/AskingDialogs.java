package io.elanus.shell.dialog;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Asker;
import io.elanus.prompts.Dialog;
import io.elanus.prompts.DialogLeft;
import io.elanus.prompts.UnfitOption;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.session.Session;

/** Asks for what is missing, then shows the command line that would have said the same. */
public final class AskingDialogs implements Dialogs {
  private final Session session;
  private final Asker asker;

  public AskingDialogs(Session session, Asker asker) {
    this.session = session;
    this.asker = asker;
  }

  @Override
  public void complete(Invocation given) {
    if (isComplete(given)) {
      return;
    }
    Questions questions = new Questions(new CatalogLookup(session::engine), session);
    CommandDialog dialog =
        given.command() instanceof OwnDialog own
            ? own.dialog(questions, given)
            : new CommandDialog(questions, given);
    Answers answers;
    try {
      answers = new Dialog(dialog, dialog.known()).run(asker);
    } catch (UnfitOption unfit) {
      throw new ElanusException(ErrorCode.USAGE, unfit.getMessage());
    } catch (DialogLeft left) {
      throw new ElanusException(ErrorCode.CANCELLED, "left the dialog, nothing was done");
    }
    String confirmation = answers.get(ValueKind.CONFIRMATION.name());
    if (confirmation != null && !CommandDialog.isYes(confirmation)) {
      throw new ElanusException(ErrorCode.CANCELLED, "nothing was deleted");
    }
    dialog.apply(answers);
    session.messages().say("same as: " + given.text());
  }

  /** Whether there is nothing to ask: no option is missing, nor a field that every row needs. */
  public static boolean isComplete(Invocation given) {
    return given.missing().isEmpty()
        && !(given.command() instanceof OwnDialog own && own.lacks(given));
  }
}
