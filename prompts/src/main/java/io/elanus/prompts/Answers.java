package io.elanus.prompts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers so far by the names of their questions, in the order given. Never changes. */
public final class Answers {
  private static final Answers NONE = new Answers(Map.of());

  private final Map<String, String> values;

  private Answers(Map<String, String> values) {
    this.values = values;
  }

  public static Answers none() {
    return NONE;
  }

  public Answers with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Answers(more);
  }

  public Answers without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(values);
    fewer.remove(name);
    return new Answers(fewer);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * The answer.
   *
   * @throws NullPointerException where there is none
   */
  String required(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** The answer, or null. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /** The answer, empty where the question was not asked or was passed over with Enter. */
  public Optional<String> given(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Answers answers && answers.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
