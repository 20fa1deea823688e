@NullMarked
package io.github.jepa4j.engine;

import org.jspecify.annotations.NullMarked;
