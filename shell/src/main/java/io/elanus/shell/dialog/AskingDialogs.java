package io.elanus.shell.dialog;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Asker;
import io.elanus.prompts.Dialog;
import io.elanus.prompts.DialogLeft;
import io.elanus.prompts.UnfitOption;
import io.elanus.shell.input.Input;
import io.elanus.shell.session.Session;

/** Asks for what is missing, then shows the command line that would have said the same. */
public final class AskingDialogs implements Dialogs {
  private final Session session;
  private final Asker asker;

  public AskingDialogs(Session session, Asker asker) {
    this.session = session;
    this.asker = asker;
  }

  /** Asks for the collection even where one is in use, offering that one. */
  @Override
  public Input complete(Input given, Input filled) {
    if (filled.missing().isEmpty()) {
      return filled;
    }
    CommandDialog dialog = new CommandDialogs(session).of(given);
    Answers answers;
    try {
      answers = new Dialog(dialog.form(), dialog.known()).run(asker);
    } catch (UnfitOption unfit) {
      throw new ElanusException(ErrorCode.USAGE, unfit.getMessage());
    } catch (DialogLeft left) {
      throw new ElanusException(ErrorCode.CANCELLED, "left the dialog, nothing was done");
    }
    if (Boolean.FALSE.equals(Questions.confirmed(answers))) {
      throw new ElanusException(ErrorCode.CANCELLED, "nothing was deleted");
    }
    Input complete = dialog.input().apply(answers);
    session.messages().say("same as: " + CommandText.of(complete));
    return complete;
  }
}
