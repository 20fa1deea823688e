@NullMarked
package io.github.jepa4j.tensor;

import org.jspecify.annotations.NullMarked;
