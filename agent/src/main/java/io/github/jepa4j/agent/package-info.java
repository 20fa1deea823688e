@NullMarked
package io.github.jepa4j.agent;

import org.jspecify.annotations.NullMarked;
