package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import java.util.function.UnaryOperator;

/** Puts something around the starter's node: beans of this type are applied in their order. */
@FunctionalInterface
public interface NodeDecorator extends UnaryOperator<Memberlist> {}
