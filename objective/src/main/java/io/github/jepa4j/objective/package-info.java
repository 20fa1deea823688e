@NullMarked
package io.github.jepa4j.objective;

import org.jspecify.annotations.NullMarked;
