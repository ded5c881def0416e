package io.memberlist.spring.autoconfigure.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What the endpoint answers is written by reflection. Not as an annotation, which every start would
 * read.
 */
final class EndpointRuntimeHints implements RuntimeHintsRegistrar {

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    new BindingReflectionHintsRegistrar()
        .registerReflectionHints(
            hints.reflection(),
            MemberlistDescriptor.class,
            MemberDescriptor.class,
            OperationDescriptors.Members.class,
            OperationDescriptors.Events.class,
            EventDescriptor.class,
            OperationDescriptors.Keys.class,
            OperationDescriptors.Configuration.class,
            OperationDescriptors.Setting.class,
            OperationDescriptors.Secret.class,
            OperationDescriptors.Joined.class,
            OperationDescriptors.Left.class,
            OperationDescriptors.Status.class,
            OperationDescriptors.OwnTags.class,
            OperationDescriptors.Failure.class);
  }
}
