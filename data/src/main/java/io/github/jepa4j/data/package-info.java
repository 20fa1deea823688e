@NullMarked
package io.github.jepa4j.data;

import org.jspecify.annotations.NullMarked;
