package io.elanus.api.index;

import java.util.OptionalLong;

/** A bound or a default: a number, or an expression over the {@link Facts}. */
public sealed interface Quantity {
  /** Its value; empty while a fact that it needs is unknown. */
  OptionalLong value(Facts facts);

  /** As help shows it: "128", "nlist", "8, or nlist if less". */
  String text();

  static Quantity of(long value) {
    return new Fixed(value);
  }

  /** A number. */
  record Fixed(long number) implements Quantity {
    @Override
    public OptionalLong value(Facts facts) {
      return OptionalLong.of(number);
    }

    @Override
    public String text() {
      return Long.toString(number);
    }
  }

  /** A fact itself. */
  record Fact(Facts.Name name) implements Quantity {
    @Override
    public OptionalLong value(Facts facts) {
      int value = facts.value(name);
      return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public String text() {
      return name.toString();
    }
  }

  /** A number that gives way to a smaller fact. */
  record AtMost(long number, Facts.Name name) implements Quantity {
    @Override
    public OptionalLong value(Facts facts) {
      int value = facts.value(name);
      return OptionalLong.of(value == 0 ? number : Math.min(number, value));
    }

    @Override
    public String text() {
      return "%d, or %s if less".formatted(number, name);
    }
  }

  /** A number that gives way to a greater fact. */
  record AtLeast(long number, Facts.Name name) implements Quantity {
    @Override
    public OptionalLong value(Facts facts) {
      return OptionalLong.of(Math.max(number, facts.value(name)));
    }

    @Override
    public String text() {
      return "%d, or %s if more".formatted(number, name);
    }
  }

  /**
   * The divisor of a fact that is nearest to a fraction of it; the greater one of two equally near.
   */
  record DivisorNear(Facts.Name name, int fraction) implements Quantity {
    @Override
    public OptionalLong value(Facts facts) {
      int value = facts.value(name);
      if (value == 0) {
        return OptionalLong.empty();
      }
      int best = 1;
      for (int divisor : Divisors.of(value)) {
        // Compared as multiples of value/fraction to stay in whole numbers.
        if (Math.abs((long) divisor * fraction - value)
            <= Math.abs((long) best * fraction - value)) {
          best = divisor;
        }
      }
      return OptionalLong.of(best);
    }

    @Override
    public String text() {
      return "the divisor of %s nearest to %s/%d".formatted(name, name, fraction);
    }
  }
}
