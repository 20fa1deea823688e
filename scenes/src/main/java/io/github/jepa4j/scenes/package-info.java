@NullMarked
package io.github.jepa4j.scenes;

import org.jspecify.annotations.NullMarked;
