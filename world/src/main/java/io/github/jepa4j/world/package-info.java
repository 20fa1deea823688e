@NullMarked
package io.github.jepa4j.world;

import org.jspecify.annotations.NullMarked;
