@NullMarked
package io.github.jepa4j.worldmodel;

import org.jspecify.annotations.NullMarked;
