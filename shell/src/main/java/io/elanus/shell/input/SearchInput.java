package io.elanus.shell.input;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Nearest neighbours of one vector, of each vector of a file, or of the vector of a row.
 *
 * @param field null where the collection has just one vector field
 * @param vector as typed: numbers between brackets, or several such lists between brackets
 * @param file vectors to search for
 * @param id key of the row whose vector is searched for
 * @param metric null for that of the index
 * @param parameters null where none was given
 * @param defaults the rule for parameters that are not given; null for the standard one
 * @param outputFields null for none
 */
public record SearchInput(
    String collection,
    String field,
    String vector,
    Path file,
    String id,
    Integer limit,
    Integer offset,
    String metric,
    Map<String, String> parameters,
    String defaults,
    List<String> outputFields)
    implements Input, InCollection {
  public SearchInput {
    parameters = parameters == null ? null : Map.copyOf(parameters);
    outputFields = outputFields == null ? null : List.copyOf(outputFields);
  }

  @Override
  public List<String> missing() {
    Object query = vector != null ? vector : file != null ? file : id;
    return Input.absent(COLLECTION, collection, "--vector, --file or --id", query);
  }

  @Override
  public SearchInput withCollection(String name) {
    return new SearchInput(
        name, field, vector, file, id, limit, offset, metric, parameters, defaults, outputFields);
  }
}
