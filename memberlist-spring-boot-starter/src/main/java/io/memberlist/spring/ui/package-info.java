/**
 * The live page: what the server side of it knows and pushes. Reads the public API of the nodes and
 * is told of events like every other delegate; knows nothing of MVC or WebFlux, whose routes are in
 * {@code autoconfigure.ui}.
 *
 * <p>Start at {@link io.memberlist.spring.ui.UiHub}. The stream is described in {@code
 * docs/page.md}, section 10; rules L-n are found there.
 */
@NullMarked
package io.memberlist.spring.ui;

import org.jspecify.annotations.NullMarked;
