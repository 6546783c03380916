package io.elanus.core;

import io.elanus.api.DataType;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.TypeName;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;

/**
 * The types that the catalogue names. A later version may have written names that this one does not
 * know: these are listed, and what would use them ends with UNSUPPORTED.
 */
final class Types {
  private Types() {}

  static TypeName<DataType> nameOf(StoredField field) {
    return new TypeName<>(DataType.class, field.type());
  }

  static TypeName<IndexType> nameOf(StoredIndex index) {
    return new TypeName<>(IndexType.class, index.type());
  }

  static TypeName<MetricType> metricName(StoredIndex index) {
    return new TypeName<>(MetricType.class, index.metric());
  }

  static DataType of(StoredField field) {
    return nameOf(field).require();
  }

  static IndexType of(StoredIndex index) {
    return nameOf(index).require();
  }

  static MetricType metric(StoredIndex index) {
    return metricName(index).require();
  }

  static boolean isKnown(StoredField field) {
    return nameOf(field).known().isPresent();
  }

  static boolean isKnown(StoredIndex index) {
    return nameOf(index).known().isPresent() && metricName(index).known().isPresent();
  }
}
