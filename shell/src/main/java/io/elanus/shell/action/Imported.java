package io.elanus.shell.action;

import io.elanus.api.DuplicateKeys;
import io.elanus.api.InsertResult;
import io.elanus.base.Wording;
import io.elanus.shell.output.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the rows of an insert.
 *
 * @param skipped as rows with their keys were there, or came again
 * @param replaced rows of the collection that gave way to others
 */
public record Imported(long inserted, long skipped, long replaced) {
  public static final Imported NOTHING = new Imported(0, 0, 0);

  public Imported plus(InsertResult batch) {
    return new Imported(
        inserted + batch.rows(), skipped + batch.skipped(), replaced + batch.replaced());
  }

  /**
   * <pre>
   * inserted 3 rows into words, skipped 98304 rows whose keys were there
   * inserted 3 rows into words, which replaced 2 rows
   * </pre>
   */
  public Answer answer(String collection, DuplicateKeys onDuplicate) {
    StringBuilder text =
        new StringBuilder(
            "inserted %s into %s".formatted(Wording.count(inserted, "row"), collection));
    Map<String, Object> values =
        new LinkedHashMap<>(Answer.object("collection", collection, "inserted", inserted));
    if (onDuplicate == DuplicateKeys.REPLACE) {
      text.append(", which replaced ").append(Wording.count(replaced, "row"));
      values.put("replaced", replaced);
    }
    if (onDuplicate == DuplicateKeys.SKIP || skipped > 0) {
      text.append(
          ", skipped %s whose keys %s"
              .formatted(
                  Wording.count(skipped, "row"),
                  onDuplicate == DuplicateKeys.SKIP ? "were there" : "came again"));
      values.put("skipped", skipped);
    }
    return Answer.Outcome.of(text.toString(), values);
  }
}
