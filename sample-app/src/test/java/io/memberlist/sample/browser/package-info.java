/**
 * The live page in a real browser: journeys of {@code docs/page.md}, section 16. Skipped with a
 * sentence where there is no Chromium; a failure with {@code -Dexternals=required}.
 */
@NullMarked
package io.memberlist.sample.browser;

import org.jspecify.annotations.NullMarked;
