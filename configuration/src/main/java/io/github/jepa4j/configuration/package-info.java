/// Settings as records: a YAML file and `key=value` overrides, bound to a record that starts from its
/// defaults.
@NullMarked
package io.github.jepa4j.configuration;

import org.jspecify.annotations.NullMarked;
