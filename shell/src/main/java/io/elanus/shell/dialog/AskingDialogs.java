package io.elanus.shell.dialog;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Asker;
import io.elanus.prompts.Dialog;
import io.elanus.prompts.DialogLeft;
import io.elanus.prompts.UnfitOption;
import io.elanus.shell.input.CollectionInput;
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

  @Override
  public Input complete(Input input) {
    if (isComplete(input)) {
      return input;
    }
    CommandDialog dialog = new CommandDialogs(session).of(input);
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

  /** Whether there is nothing to ask: no option is missing, nor a field that every row needs. */
  public static boolean isComplete(Input input) {
    return input.missing().isEmpty()
        && !(input instanceof CollectionInput.Create create
            && CreateCollectionDialog.lacksVector(create));
  }
}
