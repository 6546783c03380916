package io.elanus.store;

import java.util.function.Supplier;

/** A value that is made when it is first asked for, by one thread, and kept. */
final class Once<T> {
  private volatile T value;

  /** Where making it fails, the next one tries again. */
  T get(Supplier<? extends T> make) {
    T made = value;
    if (made == null) {
      synchronized (this) {
        made = value;
        if (made == null) {
          made = make.get();
          value = made;
        }
      }
    }
    return made;
  }
}
