package io.elanus.api.index;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of an index type.
 *
 * @param minimum and maximum, both allowed; 0 and 1 for booleans
 * @param defaultValue 0 for false and 1 for true of a boolean
 * @param divides the fact that the value must divide; null for none
 * @param sentence what it does, one sentence for help and prompts
 */
public record Parameter(
    String name,
    Kind kind,
    Stage stage,
    Quantity minimum,
    Quantity maximum,
    Quantity defaultValue,
    Facts.@Nullable Name divides,
    String sentence) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");

  /** The type of the value. */
  public enum Kind {
    /** An {@link Integer}. */
    INTEGER,
    /** A {@link Boolean}. */
    BOOLEAN
  }

  public Parameter {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(stage);
    Objects.requireNonNull(minimum);
    Objects.requireNonNull(maximum);
    Objects.requireNonNull(defaultValue);
    Objects.requireNonNull(sentence);
  }

  static Parameter integer(
      Stage stage,
      String name,
      Quantity minimum,
      Quantity maximum,
      Quantity standard,
      String text) {
    return new Parameter(name, Kind.INTEGER, stage, minimum, maximum, standard, null, text);
  }

  static Parameter flag(Stage stage, String name, boolean standard, String text) {
    return new Parameter(
        name,
        Kind.BOOLEAN,
        stage,
        Quantity.of(0),
        Quantity.of(1),
        Quantity.of(standard ? 1 : 0),
        null,
        text);
  }

  Parameter dividing(Facts.Name fact) {
    return new Parameter(name, kind, stage, minimum, maximum, defaultValue, fact, sentence);
  }

  /**
   * What may be given, as help shows it: "[1, nlist]", "[1, dim], divides dim", "true or false".
   */
  public String range() {
    return switch (kind) {
      case BOOLEAN -> "true or false";
      case INTEGER ->
          "[%s, %s]".formatted(minimum.text(), maximum.text())
              + (divides == null ? "" : ", divides " + divides);
    };
  }

  /** The same with the facts that are known put in: "[1, 1024]". */
  public String range(Facts facts) {
    return switch (kind) {
      case BOOLEAN -> range();
      case INTEGER ->
          "[%s, %s]".formatted(shown(minimum, facts), shown(maximum, facts))
              + (divides == null ? "" : ", divides " + shown(new Quantity.Fact(divides), facts));
    };
  }

  /** The default as help shows it: "128", "8, or nlist if less", "true". */
  public String defaultText() {
    return switch (kind) {
      case BOOLEAN -> String.valueOf(defaultValue.equals(Quantity.of(1)));
      case INTEGER -> defaultValue.text();
    };
  }

  /** The default, an Integer or a Boolean; empty while a fact that it needs is unknown. */
  public Optional<Object> defaultFor(Facts facts) {
    OptionalLong value = defaultValue.value(facts);
    return value.isEmpty() ? Optional.empty() : Optional.of(typed(value.getAsLong()));
  }

  /** The values that can be listed: true and false of a boolean, none of a number. */
  public List<String> choices() {
    return switch (kind) {
      case BOOLEAN -> List.of("true", "false");
      case INTEGER -> List.of();
    };
  }

  /**
   * Reads and checks a value as a user wrote it.
   *
   * @return an Integer or a Boolean
   * @throws ElanusException INVALID_ARGUMENT for text that is no such value, OUT_OF_RANGE
   */
  public Object parse(String given, Facts facts) {
    String text = given.strip();
    return switch (kind) {
      case BOOLEAN ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("true or false", text);
          };
      case INTEGER -> {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
          throw invalid("a whole number", text);
        }
        yield checked(new BigInteger(text), facts);
      }
    };
  }

  private int checked(BigInteger value, Facts facts) {
    long low = minimum.value(facts).orElse(1);
    long high = maximum.value(facts).orElse(Integer.MAX_VALUE);
    if (value.compareTo(BigInteger.valueOf(low)) < 0) {
      throw outOfRange(value, low, high, minimum, "at least");
    }
    if (value.compareTo(BigInteger.valueOf(high)) > 0) {
      throw outOfRange(value, low, high, maximum, "at most");
    }
    int number = value.intValueExact();
    int whole = divides == null ? 0 : facts.value(divides);
    if (whole % number != 0) {
      throw new ElanusException(
          ErrorCode.OUT_OF_RANGE,
          "%s must divide %s, which is %d, got %d".formatted(name, divides, whole, number),
          "try " + Divisors.around(whole, number));
    }
    return number;
  }

  private ElanusException outOfRange(
      BigInteger value, long low, long high, Quantity broken, String relation) {
    String hint =
        broken instanceof Quantity.Fact fact
            ? "%s must be %s %s, which is %d"
                .formatted(name, relation, fact.text(), relation.equals("at least") ? low : high)
            : null;
    return new ElanusException(
        ErrorCode.OUT_OF_RANGE,
        "%s must be in [%d, %d], got %s".formatted(name, low, high, value),
        hint);
  }

  private ElanusException invalid(String rule, String given) {
    return new ElanusException(
        ErrorCode.INVALID_ARGUMENT, "%s must be %s, got \"%s\"".formatted(name, rule, given));
  }

  private Object typed(long value) {
    return switch (kind) {
      case INTEGER -> Math.toIntExact(value);
      case BOOLEAN -> value == 1;
    };
  }

  private static String shown(Quantity quantity, Facts facts) {
    OptionalLong value = quantity.value(facts);
    return value.isEmpty() ? quantity.text() : Long.toString(value.getAsLong());
  }
}
