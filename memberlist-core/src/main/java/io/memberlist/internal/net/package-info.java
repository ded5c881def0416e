/**
 * Address syntax, name resolution, choice of the advertised address and allow lists (§13.3, §14.3,
 * §16.4, §16.5).
 *
 * <p>Uses no other package of the library.
 */
@NullMarked
package io.memberlist.internal.net;

import org.jspecify.annotations.NullMarked;
