package io.elanus.shell.grammar;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the value of an option or parameter means, and whether a dialog asks for it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Takes {
  ValueKind value();

  Asked asked() default Asked.NEVER;

  /** Other options that make this one superfluous; those that the command lacks do not count. */
  String[] orElse() default {};

  /** How it is called where it is missing; its own names if empty. */
  String name() default "";

  /** Sentence above its question, for kinds that mean something else with each command. */
  String help() default "";

  /** Whether a dialog asks for a value. */
  enum Asked {
    NEVER,
    /** Where something else is missing; Enter passes it over. */
    ASIDE,
    /** The command cannot do without it. */
    REQUIRED
  }
}
