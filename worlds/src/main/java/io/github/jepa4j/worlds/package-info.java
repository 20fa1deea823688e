@NullMarked
package io.github.jepa4j.worlds;

import org.jspecify.annotations.NullMarked;
