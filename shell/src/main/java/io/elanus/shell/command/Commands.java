package io.elanus.shell.command;

import io.elanus.shell.grammar.CommandTree;
import java.util.List;

/** The commands of this program. */
public final class Commands {
  private Commands() {}

  /** All of them, in the order in which help lists them. */
  public static CommandTree tree() {
    return new CommandTree(
        List.of(
            CreateCollection.ENTRY,
            ListCollections.ENTRY,
            ShowCollection.ENTRY,
            DeleteCollection.ENTRY,
            UseCollection.ENTRY,
            InsertFile.ENTRY,
            InsertRow.ENTRY,
            FlushCollection.ENTRY,
            CompactCollection.ENTRY,
            GetEntities.ENTRY,
            QueryEntities.ENTRY,
            DeleteEntities.ENTRY,
            CreateIndex.ENTRY,
            ListIndexes.ENTRY,
            ShowIndex.ENTRY,
            ShowIndexProgress.ENTRY,
            WaitForIndex.ENTRY,
            DeleteIndex.ENTRY,
            LoadCollection.ENTRY,
            ReleaseCollection.ENTRY,
            Search.ENTRY,
            CheckData.ENTRY,
            RunDemo.ENTRY,
            SetOutput.ENTRY,
            ShowOutput.ENTRY,
            ShowHelp.ENTRY,
            ShowHistory.ENTRY,
            ClearScreen.ENTRY,
            ShowVersion.ENTRY,
            ExitShell.ENTRY));
  }
}
