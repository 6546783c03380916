package io.elanus.shell.dialog;

import io.elanus.api.DuplicateKeys;
import io.elanus.base.Wording;
import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import io.elanus.shell.input.OnDuplicate;
import io.elanus.shell.input.RowInput;
import io.elanus.shell.input.SearchInput;
import io.elanus.shell.input.SessionInput;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The command line that says the same as an input, ready for a script. */
public final class CommandText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./~:=,+*@%-]+");

  private final StringJoiner text = new StringJoiner(" ");

  private CommandText(String command) {
    text.add(command);
  }

  public static String of(Input input) {
    return switch (input) {
      case CollectionInput of -> collection(of);
      case IndexInput of -> index(of);
      case RowInput of -> rows(of);
      case SearchInput of -> search(of);
      case SessionInput of -> session(of);
    };
  }

  private static String collection(CollectionInput input) {
    return switch (input) {
      case CollectionInput.Create create ->
          new CommandText("create collection")
              .flag("-c", create.collection())
              .each("-f", create.fields())
              .flag("-p", create.primaryField())
              .toggle("-A", create.autoId())
              .flag("-d", create.description())
              .flag("--schema-file", create.schemaFile())
              .flag("--from", create.from())
              .pairs("--map", "=", create.map())
              .toString();
      case CollectionInput.ListAll _ -> "list collections";
      case CollectionInput.Show show -> onCollection("show collection", show.collection());
      case CollectionInput.Load load -> onCollection("load", load.collection());
      case CollectionInput.Release release -> onCollection("release", release.collection());
      case CollectionInput.Flush flush ->
          new CommandText("flush")
              .flag("-c", flush.collection())
              .flag("--timeout", flush.timeoutSeconds())
              .toString();
      case CollectionInput.Delete delete ->
          new CommandText("delete collection")
              .flag("-c", delete.collection())
              .toggle("--yes", delete.confirmed())
              .toString();
    };
  }

  private static String onCollection(String command, String collection) {
    return new CommandText(command).flag("-c", collection).toString();
  }

  private static String index(IndexInput input) {
    return switch (input) {
      case IndexInput.Create create ->
          new CommandText("create index")
              .flag("-c", create.collection())
              .flag("-f", create.field())
              .flag("-in", create.indexName())
              .flag("-t", create.type())
              .flag("-m", create.metric())
              .pairs("-p", ":", create.parameters())
              .flag("--defaults", create.defaults())
              .flag("--timeout", create.timeoutSeconds())
              .toggle("--async", create.async())
              .toString();
      case IndexInput.ListAll list -> onCollection("list indexes", list.collection());
      case IndexInput.Show show -> onIndex("show index", show.collection(), show.index());
      case IndexInput.Progress progress ->
          onIndex("show index_progress", progress.collection(), progress.index());
      case IndexInput.Await await ->
          new CommandText("wait_for_index")
              .flag("-c", await.collection())
              .flag("-in", await.index())
              .flag("--timeout", await.timeoutSeconds())
              .toString();
      case IndexInput.Delete delete ->
          new CommandText("delete index")
              .flag("-c", delete.collection())
              .flag("-in", delete.index())
              .toggle("--yes", delete.confirmed())
              .toString();
    };
  }

  private static String onIndex(String command, String collection, String index) {
    return new CommandText(command).flag("-c", collection).flag("-in", index).toString();
  }

  private static String rows(RowInput input) {
    return switch (input) {
      case RowInput.InsertFile insert ->
          new CommandText("insert file")
              .flag("-c", insert.collection())
              .pairs("--map", "=", insert.map())
              .flag("--on-duplicate", choice(insert.onDuplicate()))
              .flag("--timeout", insert.timeoutSeconds())
              .word(insert.file())
              .toString();
      case RowInput.InsertRow insert ->
          new CommandText("insert row")
              .flag("-c", insert.collection())
              .flag("--on-duplicate", choice(insert.onDuplicate()))
              .word(insert.json())
              .toString();
      case RowInput.Get get ->
          new CommandText("get")
              .flag("-c", get.collection())
              .flag("-o", list(get.outputFields()))
              .each("-i", get.ids())
              .toString();
      case RowInput.Query query ->
          new CommandText("query")
              .flag("-c", query.collection())
              .flag("-e", query.expression())
              .flag("-o", list(query.outputFields()))
              .flag("-l", query.limit())
              .each("-i", query.ids())
              .toString();
      case RowInput.DeleteEntities delete ->
          new CommandText("delete entities")
              .flag("-c", delete.collection())
              .flag("-e", delete.expression())
              .each("-i", delete.ids())
              .toggle("--yes", delete.confirmed())
              .toString();
    };
  }

  private static String search(SearchInput input) {
    return new CommandText("search")
        .flag("-c", input.collection())
        .flag("-f", input.field())
        .flag("--vector", input.vector())
        .flag("--file", input.file())
        .flag("--id", input.id())
        .flag("-l", input.limit())
        .flag("--offset", input.offset())
        .flag("-m", input.metric())
        .pairs("-p", ":", input.parameters())
        .flag("--defaults", input.defaults())
        .flag("-o", list(input.outputFields()))
        .toString();
  }

  private static String session(SessionInput input) {
    return switch (input) {
      case SessionInput.Use use -> new CommandText("use").word(use.collection()).toString();
      case SessionInput.SetOutput set ->
          new CommandText("set output").word(set.format()).toString();
      case SessionInput.ShowOutput _ -> "show output";
      case SessionInput.Check _ -> "check";
      case SessionInput.Version _ -> "version";
      case SessionInput.Help help -> new CommandText("help").words(help.words()).toString();
      case SessionInput.History history -> history.clear() ? "history clear" : "history";
      case SessionInput.Clear _ -> "clear";
      case SessionInput.Demo _ -> "demo";
      case SessionInput.Exit _ -> "exit";
    };
  }

  private CommandText word(Object value) {
    if (value != null) {
      text.add(quoted(value.toString()));
    }
    return this;
  }

  private CommandText words(List<String> values) {
    values.forEach(this::word);
    return this;
  }

  private CommandText flag(String flag, Object value) {
    if (value != null) {
      text.add(flag);
      word(value instanceof Double number ? Wording.number(number) : value);
    }
    return this;
  }

  private CommandText toggle(String flag, Boolean set) {
    if (Boolean.TRUE.equals(set)) {
      text.add(flag);
    }
    return this;
  }

  private CommandText each(String flag, List<String> values) {
    if (values != null) {
      values.forEach(value -> flag(flag, value));
    }
    return this;
  }

  private CommandText pairs(String flag, String separator, Map<String, String> pairs) {
    if (pairs != null) {
      new TreeMap<>(pairs).forEach((name, value) -> flag(flag, name + separator + value));
    }
    return this;
  }

  private static String choice(DuplicateKeys onDuplicate) {
    return onDuplicate == null ? null : OnDuplicate.name(onDuplicate);
  }

  private static String list(List<String> values) {
    return values == null ? null : String.join(",", values);
  }

  /** In quotes where the line parser would see more than one word or drop a character. */
  public static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    if (!word.contains("'")) {
      return "'" + word + "'";
    }
    return inDoubleQuotes(word);
  }

  /** The word in quotes that may hold any character. */
  public static String inDoubleQuotes(String word) {
    return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
