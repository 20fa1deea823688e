@NullMarked
package io.github.jepa4j.actor;

import org.jspecify.annotations.NullMarked;
