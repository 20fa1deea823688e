/// What was seen, done, predicted and felt, moment by moment: the last of it in a ring, all of it on disk,
/// found again by nearness of latents.
@NullMarked
package io.github.jepa4j.memory;

import org.jspecify.annotations.NullMarked;
