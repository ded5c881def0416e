/**
 * The live page's beans, and its routes in MVC and WebFlux. Off unless {@code
 * memberlist.ui.enabled=true}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.ui;

import org.jspecify.annotations.NullMarked;
