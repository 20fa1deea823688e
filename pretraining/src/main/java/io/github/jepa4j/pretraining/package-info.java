/// Self-supervised learning of perception from images and video: views and masks, the published losses that
/// keep embeddings from collapse by information or by distillation, the baselines that reconstruct, and the
/// trainer.
@NullMarked
package io.github.jepa4j.pretraining;

import org.jspecify.annotations.NullMarked;
