package io.elanus.api.index;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a type, out of a set that grows: of one that this version knows, or of one that only
 * a later version or another engine does. Such a type is listed by its name, and refused where it
 * would be used.
 *
 * @param set the types that this version knows
 */
public record TypeName<E extends Enum<E>>(Class<E> set, String name) {
  /** The name of a type that this version knows. */
  public static <E extends Enum<E>> TypeName<E> of(E known) {
    return new TypeName<>(known.getDeclaringClass(), known.name());
  }

  /** The type, where this version knows it. */
  public Optional<E> known() {
    for (E type : set.getEnumConstants()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Whether it names this type. */
  public boolean is(E type) {
    return type.name().equals(name);
  }

  /**
   * The type, for where it is used.
   *
   * @throws ElanusException UNSUPPORTED where this version does not know it
   */
  public E require() {
    return known()
        .orElseThrow(
            () ->
                new ElanusException(
                    ErrorCode.UNSUPPORTED,
                    "%s %s is not known to this version of Elanus".formatted(kind(), name),
                    "a later version, or the server that made it, can use it"));
  }

  /** "index type" of IndexType. */
  private String kind() {
    return set.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** The name alone. */
  @Override
  public String toString() {
    return name;
  }
}
