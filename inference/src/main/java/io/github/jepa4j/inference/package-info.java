@NullMarked
package io.github.jepa4j.inference;

import org.jspecify.annotations.NullMarked;
