@NullMarked
package io.github.jepa4j.perception;

import org.jspecify.annotations.NullMarked;
