@NullMarked
package io.github.jepa4j.network;

import org.jspecify.annotations.NullMarked;
