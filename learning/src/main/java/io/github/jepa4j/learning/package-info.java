@NullMarked
package io.github.jepa4j.learning;

import org.jspecify.annotations.NullMarked;
