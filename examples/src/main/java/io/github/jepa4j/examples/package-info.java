/// The programs of the README.
@NullMarked
package io.github.jepa4j.examples;

import org.jspecify.annotations.NullMarked;
